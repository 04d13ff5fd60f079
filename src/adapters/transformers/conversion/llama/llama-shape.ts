import { ConversionError } from '../conversion-error';
import type { GgufFile } from '../gguf/gguf-file';
import { GgufMetadata } from '../gguf/gguf-metadata';

/** Rotary tables are stored up to here (16 MB at 64 pairs); no browser runs more. */
const LONGEST_CONTEXT = 32_768;

/** The sizes that define a Llama-layout model. */
export interface LlamaShape {
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headLength: number;
  readonly feedForward: number;
  readonly vocabulary: number;
  /** Positions the model was trained for, at most 32,768. */
  readonly context: number;
  readonly ropeBase: number;
  readonly normEpsilon: number;
  /** The output layer is the token embedding itself. */
  readonly tied: boolean;
}

/**
 * @throws ConversionError `unsupported-architecture` for anything but Llama's layout (which Mistral
 *   and SmolLM share), `missing-metadata`, `missing-tensor`, `unsupported-shape`
 */
export function readLlamaShape(file: GgufFile): LlamaShape {
  const metadata = new GgufMetadata(file);
  const architecture = metadata.text('general.architecture');
  if (architecture !== 'llama') {
    throw new ConversionError(
      'conversion-unsupported-architecture',
      `The model's architecture is ${architecture}; only llama (SmolLM2, Llama, Mistral) is supported.`,
    );
  }
  if (metadata.number('llama.expert_count', 0) > 0) {
    throw new ConversionError(
      'conversion-unsupported-architecture',
      'The model is a mixture of experts, which is not supported.',
    );
  }
  const embedding = file.tensors.get('token_embd.weight');
  if (!embedding) throw missingTensor('token_embd.weight');
  const heads = metadata.number('llama.attention.head_count');
  const hidden = metadata.number('llama.embedding_length');
  const headLength = metadata.number('llama.attention.key_length', hidden / heads);
  assertFullRope(metadata.number('llama.rope.dimension_count', headLength), headLength);
  return {
    layers: metadata.number('llama.block_count'),
    hidden,
    heads,
    keyValueHeads: metadata.number('llama.attention.head_count_kv', heads),
    headLength,
    feedForward: metadata.number('llama.feed_forward_length'),
    vocabulary: embedding.dimensions[1],
    context: Math.min(metadata.number('llama.context_length'), LONGEST_CONTEXT),
    ropeBase: metadata.number('llama.rope.freq_base', 10_000),
    normEpsilon: metadata.number('llama.attention.layer_norm_rms_epsilon'),
    tied: !file.tensors.has('output.weight'),
  };
}

/**
 * The layer whose normalised input is given out as `middle_hidden_state`: 14 of SmolLM2's 30
 * (LEARNING: the layer whose states tell arguments apart best), in proportion elsewhere.
 */
export const middleLayer = (layers: number): number => Math.max(1, Math.round((layers * 14) / 30));

export const missingTensor = (name: string): ConversionError =>
  new ConversionError('conversion-missing-tensor', `The model file lacks the tensor ${name}.`);

function assertFullRope(rotated: number, headLength: number): void {
  if (rotated === headLength && headLength % 2 === 0) return;
  throw new ConversionError(
    'conversion-unsupported-shape',
    `Rotary embedding of ${rotated} of ${headLength} dimensions is not supported.`,
  );
}
