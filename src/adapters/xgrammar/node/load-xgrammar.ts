import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction, constants } from 'node:vm';
import type { XgrammarLibrary } from '../xgrammar-compiler';

/**
 * Loads xgrammar in Node. Its one file is CommonJS in a package that says `"type": "module"`, so neither
 * `import` nor `require` takes it; it is run as the body of a CommonJS module by hand.
 */
export function loadXgrammar(): XgrammarLibrary {
  const require = createRequire(import.meta.url);
  const filename = require.resolve('@mlc-ai/web-xgrammar');
  const module = { exports: {} };
  const run = compileFunction(
    readFileSync(filename, 'utf8'),
    ['exports', 'module', 'require', '__filename', '__dirname'],
    // It imports node:module while it starts.
    { filename, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER },
  ) as (...scope: unknown[]) => void;
  run(module.exports, module, require, filename, '');
  return module.exports as XgrammarLibrary;
}
