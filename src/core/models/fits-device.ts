import type { DeviceFacts, GpuFacts } from './device-facts';
import type { ModelEntry } from './model-entry';

/** `perhaps` may be tried; `no` can't work. */
export interface Fit {
  readonly fits: 'yes' | 'perhaps' | 'no';
  /** For people: why. */
  readonly sentence: string;
}

const GB = 1e9;
/** Browsers report at most this much memory: 8 GiB means "8 or more". */
const mostReported = 8 * 2 ** 30;
/** 32-bit WebAssembly addresses 4 GiB; runtime, caches and activations take some of them. */
const mostOnProcessor = 3.5 * GB;
/** Of the device's memory, what a model may take beside the browser and everything else: well, and at most. */
const comfortable = 0.4;
const endurable = 0.75;
/**
 * The largest table of a model, as a share of its memory: the embedding. 131 of 879 MB in Llama 3.2 1B, 295 of 1,895 in
 * Gemma 2 2B, 68 of 945 in Qwen2.5 0.5B.
 */
const largestTable = 0.16;
/** Above this the processor writes only a few words a second (the built-in model, 139 MB, writes about 20). */
const slowOnProcessor = 0.6 * GB;

const no = (sentence: string): Fit => ({ fits: 'no', sentence });
const perhaps = (sentence: string): Fit => ({ fits: 'perhaps', sentence });
const size = (bytes: number) =>
  bytes >= GB ? `${(bytes / GB).toFixed(1)}\u00a0GB` : `${Math.round(bytes / 1e6)}\u00a0MB`;

/** Whether a model runs here, by what the browser tells of the device and the entry of the model. Nothing is tried. */
export function fitsDevice(entry: ModelEntry, device: DeviceFacts): Fit {
  const memory = fitsMemory(entry, device);
  const engine = entry.backend === 'webgpu' ? fitsGpu(entry, device.gpu) : fitsProcessor(entry);
  if (engine.fits === 'no') return engine;
  if (memory.fits === 'no') return memory;
  return engine.fits === 'perhaps' ? engine : memory.fits === 'perhaps' ? memory : engine;
}

function fitsGpu(entry: ModelEntry, gpu: GpuFacts | null): Fit {
  if (gpu === null)
    return no(
      'It needs the graphics card through WebGPU, which this browser does not offer here. Take one for the processor.',
    );
  const missing = entry.features.filter((feature) => !gpu.features.includes(feature));
  if (missing.includes('shader-f16'))
    return no(
      'Your graphics card does not compute with 16-bit numbers in this browser. Take a 32-bit form of it (q4f32), where there is one.',
    );
  if (missing.length > 0)
    return no(`Your graphics card lacks ${missing.join(' and ')} in this browser. Take another.`);
  if (gpu.fallback)
    return perhaps(
      'Here the processor plays the graphics card: it would run, and far too slowly to talk with.',
    );
  const limit = Math.min(gpu.maxBufferSize, gpu.maxStorageBufferBindingSize);
  const table = (entry.memoryBytes ?? 0) * largestTable;
  if (table > limit)
    return perhaps(
      `Its largest table takes about ${size(table)}, and your graphics card reads ${size(limit)} at once: it may not load.`,
    );
  return { fits: 'yes', sentence: 'Your graphics card has what it needs.' };
}

function fitsProcessor({ memoryBytes, downloadBytes }: ModelEntry): Fit {
  if ((memoryBytes ?? downloadBytes ?? 0) > mostOnProcessor)
    return no('It takes more memory than a page may use on the processor. Take a smaller one.');
  if ((downloadBytes ?? 0) > slowOnProcessor)
    return perhaps('It runs on the processor, and slowly: expect a few words a second.');
  return { fits: 'yes', sentence: 'It runs on the processor.' };
}

function fitsMemory({ memoryBytes }: ModelEntry, { memoryBytes: here }: DeviceFacts): Fit {
  const unsure = { fits: 'yes', sentence: '' } as const;
  if (memoryBytes === null || here === null) return unsure;
  const needs = `It takes ${size(memoryBytes)} of memory while it is loaded`;
  if (memoryBytes > here * endurable)
    // A device that reports the most may have far more.
    return here < mostReported
      ? no(`${needs}, and this device has about ${size(here)}. Take a smaller one.`)
      : perhaps(`${needs}. Whether this device has so much, the browser does not tell.`);
  if (memoryBytes > here * comfortable && here < mostReported)
    return perhaps(`${needs}: close other programs first.`);
  return unsure;
}
