import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import type { SlotTrainer } from '../../core/ports/slot-trainer';
import type { Trainer } from '../../core/ports/trainer';
import { FallbackTrainer } from './fallback-trainer';
import { startWasm } from './start-wasm';
import { startWebgpu } from './start-webgpu';
import { startedSlotTrainer, startOnce } from './started-slot-trainer';
import { TfjsSlotTrainer } from './tfjs-slot-trainer';
import { TfjsTrainer } from './tfjs-trainer';

export interface Trainers {
  readonly trainer: Trainer;
  readonly slotTrainer: SlotTrainer;
}

/**
 * The trainers of a page or worker: on WebGPU where there is a device that computes rightly, else on WASM, which is
 * fetched from our own files when it first trains; without either on the CPU, if the user agreed. Slot
 * heads are trained on WASM only.
 */
export function prepareTrainers(): Trainers {
  const wasmUrl = new URL(simdUrl, location.href).href;
  const start = startOnce(() => startWasm(wasmUrl));
  const wasm = { name: 'wasm', start, trainer: new TfjsTrainer('wasm') };
  const webgpu = { name: 'webgpu', start: startWebgpu, trainer: new TfjsTrainer('webgpu') };
  const trainer = new FallbackTrainer([
    ...('gpu' in navigator ? [webgpu] : []),
    wasm,
    { name: 'cpu', start: () => Promise.resolve(), trainer: new TfjsTrainer('cpu'), slow: true },
  ]);
  return { trainer, slotTrainer: startedSlotTrainer(new TfjsSlotTrainer('wasm'), start) };
}
