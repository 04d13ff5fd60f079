import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { ApprenticeError } from '../../core/errors/apprentice-error';

/**
 * Makes WASM the backend. `simdUrl` is where the SIMD build is served; Node finds its own. One thread: the threaded
 * build starts workers from blobs, which the page's policy forbids, and a head is too small to gain from it.
 * Code `trainer-unavailable` where there is no WASM with SIMD.
 */
export async function startWasm(simdUrl?: string): Promise<void> {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (simdUrl !== undefined) {
    // The library asks for all three; only the SIMD build is ever loaded.
    setWasmPaths({
      'tfjs-backend-wasm.wasm': simdUrl,
      'tfjs-backend-wasm-simd.wasm': simdUrl,
      'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
    });
  }
  if (await tf.setBackend('wasm')) return;
  throw new ApprenticeError(
    'trainer-unavailable',
    'This browser can’t run the trainer (WebAssembly with SIMD). Corrections still apply at once; use a newer browser to train.',
  );
}
