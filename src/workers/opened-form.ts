import type { GgufInspection, LlamaPrecision } from '../adapters/transformers/conversion';
import { ApprenticeError } from '../core/errors/apprentice-error';
import type { ModelEntry } from '../core/models/model-entry';

/** What a GGUF becomes on this device. */
export interface OpenedForm {
  readonly entry: ModelEntry;
  readonly precision: LlamaPrecision;
  /** Of all files that are written. */
  readonly bytes: number;
}

/** Tokens of context that the engine runs a model with. */
const CONTEXT = 2048;
/** Runtime, activations, and what prompts have left behind. */
const RUNTIME_BYTES = 120e6;
/**
 * The kernel holds the weights once in WebAssembly's memory, beside the file they are read from: together the 4 GB that a
 * page can count on, and addresses beyond 2 GB were never tried.
 */
const WASM_BYTES = 2 ** 31;

/**
 * 8 bits for the processor; for a graphics card, where there is one, the 4 bits of the file. Errors: `model-unsupported` for
 * a model that has no room on the processor of a device without a card.
 */
export async function chooseForm(
  { convertedBytes, shape, family, name }: GgufInspection,
  fileName: string,
  id: string,
  hasCard: () => Promise<boolean>,
): Promise<OpenedForm> {
  const { layers, keyValueHeads, headLength, context } = shape;
  const cache = 2 * 4 * layers * keyValueHeads * headLength * Math.min(CONTEXT, context);
  const title = fileName.replace(/\.gguf$/i, '') || name || id;
  const form = (backend: ModelEntry['backend'], precision: LlamaPrecision): OpenedForm | null => {
    const bytes = convertedBytes[precision];
    if (bytes === null) return null;
    const memoryBytes = Math.round(bytes + cache + RUNTIME_BYTES);
    const engine = 'transformers' as const;
    const origin = { kind: 'opened' } as const;
    const facts = { downloadBytes: bytes, memoryBytes, features: [], contextLength: null };
    return { entry: { id, title, family, engine, backend, origin, ...facts }, precision, bytes };
  };
  const onCard = form('webgpu', 'q4');
  if (onCard && (await hasCard())) return onCard;
  const onProcessor = form('wasm', 'int8');
  if ((onProcessor?.entry.memoryBytes ?? Infinity) <= WASM_BYTES) return onProcessor!;
  throw new ApprenticeError(
    'model-unsupported',
    `${title} is too large for the processor: in 8 bits it would take more than the 2 GB that a page has for it there. Nothing was changed; take a model of at most about 1.8 billion weights, or a browser that offers the graphics card (WebGPU).`,
  );
}
