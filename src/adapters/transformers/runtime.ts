import { env } from '@huggingface/transformers';
import factoryUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';

/** More threads gain little: the cores of a phone are unequal, and the page needs one. */
const mostThreads = 4;

/**
 * Sets ONNX Runtime up in a page or worker: its binaries are ours (never a CDN's), threads only where memory may be
 * shared. Call it before the first model is loaded. Returns the number of threads.
 */
export function prepareRuntime(): number {
  const { wasm } = env.backends.onnx;
  if (!wasm) throw new TypeError('ONNX Runtime has no WASM backend here');
  const threads = crossOriginIsolated ? Math.min(mostThreads, navigator.hardwareConcurrency) : 1;
  wasm.wasmPaths = { mjs: absolute(factoryUrl), wasm: absolute(wasmUrl) };
  wasm.numThreads = threads;
  // It would make blob URLs of the binaries, which the content security policy refuses to run.
  env.useWasmCache = false;
  return threads;
}

function absolute(url: string): string {
  return new URL(url, location.href).href;
}
