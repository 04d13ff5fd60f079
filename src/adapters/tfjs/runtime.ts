import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import type { Trainer } from '../../core/ports/trainer';
import { startWasm } from './start-wasm';
import { TfjsTrainer } from './tfjs-trainer';

/** The trainer of a page or worker; WASM is fetched from our own files when it first trains. */
export function prepareTrainer(): Trainer {
  const trainer = new TfjsTrainer('wasm');
  let started: Promise<void> | null = null;
  return {
    backend: trainer.backend,
    async fit(...args) {
      started ??= startWasm(new URL(simdUrl, location.href).href).catch((error: unknown) => {
        started = null;
        throw error;
      });
      await started;
      return trainer.fit(...args);
    },
  };
}
