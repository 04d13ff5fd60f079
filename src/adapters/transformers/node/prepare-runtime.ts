import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { env } from 'onnxruntime-web/wasm';

/** Sets the module that pages run up in Node, with one thread. */
export function prepareRuntime(): void {
  const { resolve } = createRequire(import.meta.url);
  env.wasm.numThreads = 1;
  env.wasm.wasmPaths = {
    mjs: pathToFileURL(resolve('onnxruntime-web/ort-wasm-simd-threaded.mjs')).href,
    wasm: resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'),
  };
}
