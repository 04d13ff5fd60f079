import js from '@eslint/js';
import globals from 'globals';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const no = (group, message) => ({ group, message });

/** What each layer may not import (ARCHITECTURE: core <- adapters <- workers <- app <- ui). */
const layers = [
  {
    files: ['src/core/**/*.ts'],
    patterns: [
      no(['**/adapters/**', '**/workers/**', '**/app/**', '**/ui/**'], 'core imports core only.'),
      no(['node:*'], 'core runs in every host.'),
    ],
  },
  {
    files: ['src/adapters/**/*.ts'],
    patterns: [
      no(['**/workers/**', '**/app/**', '**/ui/**'], 'adapters implement ports, no more.'),
    ],
  },
  {
    files: ['src/workers/**/*.ts'],
    patterns: [no(['**/app/**', '**/ui/**'], 'workers wire adapters and core.')],
  },
  {
    files: ['src/ui/**/*.{ts,svelte}'],
    patterns: [
      no(['**/adapters/**', '**/workers/**'], 'the interface sees app and core types only.'),
    ],
  },
];

export default ts.config(
  {
    ignores: [
      'src/adapters/llama/**/kernel/',
      'dist/',
      'public/',
      'node_modules/',
      'test-results/',
      'playwright-report/',
    ],
  },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  { rules: { '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }] } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  ...layers.map(({ files, patterns }) => ({
    files,
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  })),
  {
    files: ['src/core/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['window', 'document', 'navigator', 'indexedDB', 'localStorage', 'fetch', 'process'].map(
          (name) => ({ name, message: 'core has no host: ask for a port.' }),
        ),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'core is replayable: take a Random.' },
        { object: 'Date', property: 'now', message: 'core is replayable: take a Clock.' },
      ],
    },
  },
);
