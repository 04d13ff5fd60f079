import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import type { Trainer } from '../../core/ports/trainer';
import { FallbackTrainer } from './fallback-trainer';
import { startWasm } from './start-wasm';
import { TfjsTrainer } from './tfjs-trainer';

/**
 * The trainer of a page or worker: on WASM, which is fetched from our own files when it first trains; without WASM on
 * the CPU, whose kernels come with it, if the user agreed.
 */
export function prepareTrainer(): Trainer {
  const wasmUrl = new URL(simdUrl, location.href).href;
  return new FallbackTrainer([
    { name: 'wasm', start: () => startWasm(wasmUrl), trainer: new TfjsTrainer('wasm') },
    { name: 'cpu', start: () => Promise.resolve(), trainer: new TfjsTrainer('cpu'), slow: true },
  ]);
}
