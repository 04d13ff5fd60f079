import type { DeviceFacts } from './device-facts';
import { fitsDevice } from './fits-device';
import { embeddedModel, type ModelEntry } from './model-entry';

/**
 * By name, best first: instruction models of a size that answers at reading speed on a common card. A judgement by size
 * and age, not a measurement: nothing here was compared by us on a card.
 */
const preferred: readonly { readonly name: RegExp; readonly memory: number }[] = [
  // Only where the browser reports 8 GiB or more.
  { name: /qwen3[\s-]4b\b/i, memory: 8 * 2 ** 30 },
  { name: /llama[\s-]3\.2[\s-]3b\b/i, memory: 8 * 2 ** 30 },
  { name: /qwen3[\s-]1\.7b\b/i, memory: 0 },
  { name: /qwen2\.5[\s-]1\.5b\b(?!.*(?:coder|math))/i, memory: 0 },
  { name: /llama[\s-]3\.2[\s-]1b\b/i, memory: 0 },
  { name: /qwen3[\s-]0\.6b\b/i, memory: 0 },
  { name: /qwen2\.5[\s-]0\.5b\b(?!.*(?:coder|math))/i, memory: 0 },
];

/**
 * The model to begin with on this device: the best that its card runs surely, else the embedded one, because a larger one on
 * the processor takes several times as long for every word.
 */
export function recommendModel(entries: readonly ModelEntry[], device: DeviceFacts): ModelEntry {
  const sure = entries.filter(
    (entry) => entry.backend === 'webgpu' && fitsDevice(entry, device).fits === 'yes',
  );
  for (const { name, memory } of preferred) {
    if ((device.memoryBytes ?? 0) < memory) continue;
    const found = sure.filter((entry) => name.test(`${entry.id} ${entry.title}`));
    // Of several forms of it the one that takes least.
    const [best] = found.toSorted((a, b) => weight(a) - weight(b));
    if (best) return best;
  }
  return embeddedModel;
}

const weight = ({ memoryBytes, downloadBytes }: ModelEntry) =>
  memoryBytes ?? downloadBytes ?? Number.POSITIVE_INFINITY;
