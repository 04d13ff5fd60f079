import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..', '..');
/** Holds the library that runs SmolLM2-135M in float32 without a graphics card, and the layout of its weights. */
export const libraryFolder = resolve(
  root,
  process.env['APPRENTICE_WEBLLM_LIBRARY'] ?? '../shared/engines/webllm',
);
export const libraryName = 'SmolLM2-135M-Instruct-q0f32-swiftshader.wasm';
export const weightsFolder = resolve(root, 'test-models/webllm/SmolLM2-135M-Instruct');
export const pageFolder = resolve(root, 'test-results/webllm-page');
export const hasLibrary = existsSync(resolve(libraryFolder, libraryName));
