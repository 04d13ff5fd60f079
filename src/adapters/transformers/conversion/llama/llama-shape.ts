import { ConversionError } from '../conversion-error';
import type { GgufHeader } from '../gguf/gguf-header';
import { GgufMetadata } from '../gguf/gguf-metadata';
import { type LlamaArchitecture, llamaArchitecture } from './llama-architecture';

/** Rotary tables are stored up to here (16 MB at 64 pairs); no browser runs more. */
const LONGEST_CONTEXT = 32_768;

/** The sizes that define a Llama-layout model. */
export interface LlamaShape {
  readonly architecture: LlamaArchitecture;
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
  /** q, k and v have biases (Qwen2). */
  readonly attentionBias: boolean;
}

/**
 * @throws ConversionError `unsupported-architecture` for anything but Llama's layout and those of Qwen2
 *   and Qwen3, for mixtures of experts and sliding windows; `missing-metadata`, `missing-tensor`, `unsupported-shape`
 */
export function readLlamaShape(file: GgufHeader): LlamaShape {
  const metadata = new GgufMetadata(file);
  const architecture = llamaArchitecture(metadata.text('general.architecture'));
  const key = (name: string): string => `${architecture.name}.${name}`;
  assertPlain(metadata, key);
  const embedding = file.tensors.get('token_embd.weight');
  if (!embedding) throw missingTensor('token_embd.weight');
  const heads = metadata.number(key('attention.head_count'));
  const hidden = metadata.number(key('embedding_length'));
  const headLength = metadata.number(key('attention.key_length'), hidden / heads);
  const shape: LlamaShape = {
    architecture,
    layers: metadata.number(key('block_count')),
    hidden,
    heads,
    keyValueHeads: metadata.number(key('attention.head_count_kv'), heads),
    headLength,
    feedForward: metadata.number(key('feed_forward_length')),
    vocabulary: embedding.dimensions[1] ?? 0,
    context: Math.min(metadata.number(key('context_length')), LONGEST_CONTEXT),
    ropeBase: metadata.number(key('rope.freq_base'), 10_000),
    normEpsilon: metadata.number(key('attention.layer_norm_rms_epsilon')),
    tied: !file.tensors.has('output.weight'),
    attentionBias: file.tensors.has('blk.0.attn_q.bias'),
  };
  const last = `blk.${shape.layers - 1}.attn_norm.weight`;
  // Before anything is made for each of them: a broken file may claim billions of layers.
  if (!file.tensors.has(last)) throw missingTensor(last);
  assertHeads(shape, metadata.number(key('attention.value_length'), headLength));
  assertFullRope(metadata.number(key('rope.dimension_count'), headLength), headLength);
  return shape;
}

/**
 * The layer whose normalised input is given out as `middle_hidden_state`: 14 of SmolLM2's 30
 * (LEARNING: the layer whose states tell arguments apart best), in proportion elsewhere.
 */
export const middleLayer = (layers: number): number => Math.max(1, Math.round((layers * 14) / 30));

export const missingTensor = (name: string): ConversionError =>
  new ConversionError('conversion-missing-tensor', `The model file lacks the tensor ${name}.`);

/** Refuses what the graph does not compute, so that no model runs with a part of it missing. */
function assertPlain(metadata: GgufMetadata, key: (name: string) => string): void {
  const unsupported = (what: string): ConversionError =>
    new ConversionError(
      'conversion-unsupported-architecture',
      `The model ${what}, which is not supported.`,
    );
  if (metadata.number('split.count', 1) > 1) {
    throw unsupported(`is split into ${metadata.number('split.count')} files`);
  }
  if (metadata.number(key('expert_count'), 0) > 0) throw unsupported('is a mixture of experts');
  const window = metadata.number(key('attention.sliding_window'), 0);
  if (window > 0 && window < metadata.number(key('context_length'))) {
    throw unsupported(`sees a sliding window of ${window} tokens`);
  }
  const scaling = metadata.optionalText(key('rope.scaling.type')) ?? 'none';
  if (scaling !== 'none') throw unsupported(`scales its rotary embedding (${scaling})`);
}

function assertHeads(shape: LlamaShape, valueLength: number): void {
  const { layers, hidden, heads, keyValueHeads, headLength, feedForward, vocabulary } = shape;
  const widths = [hidden, heads, keyValueHeads, headLength, feedForward, vocabulary];
  const sizes = [...widths, layers, shape.context];
  const whole = sizes.every((size) => Number.isSafeInteger(size) && size > 0);
  if (whole && heads % keyValueHeads === 0 && valueLength === headLength) return;
  throw new ConversionError(
    'conversion-unsupported-shape',
    `${heads} heads of ${headLength} with ${keyValueHeads} key/value heads of ${valueLength}, ${layers} layers of ${hidden} and ${feedForward}, are not supported.`,
  );
}

function assertFullRope(rotated: number, headLength: number): void {
  if (rotated === headLength && headLength % 2 === 0) return;
  throw new ConversionError(
    'conversion-unsupported-shape',
    `Rotary embedding of ${rotated} of ${headLength} dimensions is not supported.`,
  );
}
