import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import type { Trainer } from '../../core/ports/trainer';
import { FallbackTrainer } from './fallback-trainer';
import { startWasm } from './start-wasm';
import { startWebgpu } from './start-webgpu';
import { TfjsTrainer } from './tfjs-trainer';

/**
 * The trainer of a page or worker: on WebGPU where there is a device that computes rightly, else on WASM, which is
 * fetched from our own files when it first trains; without either on the CPU, if the user agreed.
 */
export function prepareTrainer(): Trainer {
  const wasmUrl = new URL(simdUrl, location.href).href;
  const wasm = { name: 'wasm', start: () => startWasm(wasmUrl), trainer: new TfjsTrainer('wasm') };
  const webgpu = { name: 'webgpu', start: startWebgpu, trainer: new TfjsTrainer('webgpu') };
  return new FallbackTrainer([
    ...('gpu' in navigator ? [webgpu] : []),
    wasm,
    { name: 'cpu', start: () => Promise.resolve(), trainer: new TfjsTrainer('cpu'), slow: true },
  ]);
}
