/** The layers and the absence of cycles, checked over the resolved imports (ESLint sees only their text). */
const layer = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.ts$' },
  to: { path: to },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    layer('core-is-pure', '^src/core', '^src/(adapters|workers|app|ui)'),
    layer('adapters-know-core', '^src/adapters', '^src/(workers|app|ui)'),
    {
      name: 'adapters-apart',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/$1/' },
    },
    layer('workers-below-app', '^src/workers', '^src/(app|ui)'),
    layer('interface-sees-app', '^src/ui', '^src/(adapters|workers)'),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
