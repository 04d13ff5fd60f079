import { ApprenticeError } from '../../core/errors/apprentice-error';
import type { KeyValueShape } from './decoder';
import { presentName } from './decoder';
import type { OnnxValueInfo } from './onnx-session';

/** A model's inputs and outputs, as its file names them. */
export interface ModelSignature {
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
}

/** What we read of a `config.json`; models name some of it differently, and leave some of it out. */
export interface HubConfiguration {
  readonly model_type?: string;
  readonly vocab_size?: number;
  readonly max_position_embeddings?: number;
  readonly n_positions?: number;
  readonly num_attention_heads?: number;
  readonly n_head?: number;
  readonly num_key_value_heads?: number;
  readonly head_dim?: number;
  readonly hidden_size?: number;
  readonly n_embd?: number;
  readonly eos_token_id?: unknown;
}

const scalars = ['input_ids', 'attention_mask', 'position_ids', 'num_logits_to_keep'];

/** Models whose first position is 1, as transformers.js 4.3.1 has it. */
const countFromOne = ['gemma3_text', 'gemma3', 'paligemma'];

export function firstPosition({ model_type: type = '' }: HubConfiguration): number {
  return countFromOne.includes(type) ? 1 : 0;
}

/**
 * The shape of the cache: what the file's inputs say, the configuration where they leave it open. Throws
 * `model-unsupported`, naming what it is, for a model with other inputs than a decoder of text has.
 */
export function readCacheShape(
  { inputs, outputs }: ModelSignature,
  configuration: HubConfiguration,
  name: string,
): KeyValueShape {
  const cache = inputs.filter((input) => /^past_key_values\.\d+\.(key|value)$/.test(input.name));
  const known = [...scalars, ...cache.map((input) => input.name)];
  const unknown = inputs.find((input) => !known.includes(input.name));
  if (unknown)
    throw unsupported(name, `it needs an input that this engine can't give (${unknown.name})`);
  if (!inputs.some((input) => input.name === 'input_ids') || cache.length === 0)
    throw unsupported(name, 'it is no decoder of text with a key/value cache');
  const given = outputs.map((output) => output.name);
  const missing = ['logits', ...cache.map((input) => presentName(input.name))].find(
    (output) => !given.includes(output),
  );
  if (missing !== undefined) throw unsupported(name, `it lacks an output (${missing})`);
  const shapes = cache.map((input) => shapeOf(input, configuration));
  const [shape] = shapes;
  if (!shape?.heads || !shape.headLength)
    throw unsupported(name, 'neither file nor configuration tells the size of its cache');
  if (shapes.some((other) => JSON.stringify(other) !== JSON.stringify(shape)))
    throw unsupported(name, 'its layers keep caches of different sizes');
  if (shape.type === null) throw unsupported(name, 'its cache is neither in 16 nor in 32 bits');
  return { inputs: cache.map((input) => input.name), ...shape, type: shape.type };
}

/** Entries of a row of logits: what the file says, else the configuration. */
export function vocabularySize(
  { outputs }: ModelSignature,
  configuration: HubConfiguration,
): number {
  const size = outputs.find((output) => output.name === 'logits')?.shape?.at(-1);
  return typeof size === 'number' ? size : (configuration.vocab_size ?? 0);
}

function shapeOf({ shape, type = 'float32' }: OnnxValueInfo, configuration: HubConfiguration) {
  const [, heads, , headLength] = shape ?? [];
  const all = configuration.num_attention_heads ?? configuration.n_head ?? 0;
  const width = configuration.hidden_size ?? configuration.n_embd ?? 0;
  return {
    heads: fixed(heads) ?? configuration.num_key_value_heads ?? all,
    headLength: fixed(headLength) ?? configuration.head_dim ?? width / all,
    type: type === 'float32' || type === 'float16' ? type : null,
  } as const;
}

/** A size that is not left open. */
function fixed(size: number | string | undefined): number | undefined {
  return typeof size === 'number' && size > 0 ? size : undefined;
}

function unsupported(name: string, why: string): ApprenticeError {
  return new ApprenticeError(
    'model-unsupported',
    `${name} can't run here: ${why}. Nothing was changed; take a chat model of the Llama, Qwen, Gemma, Phi or SmolLM family.`,
  );
}
