import { prebuiltAppConfig } from '@mlc-ai/web-llm';
import type { ModelRecord } from '@mlc-ai/web-llm';
import type { ModelEntry, ModelFamily } from '../../core/models/model-entry';

/** The first that a name fits; what a model was trained for last comes first. */
const families: readonly (readonly [RegExp, ModelFamily])[] = [
  [/hermes/i, 'hermes'],
  [/smollm/i, 'smollm'],
  [/qwen/i, 'qwen'],
  [/llama-[23]/i, 'llama'],
  [/gemma/i, 'gemma'],
  [/mistral|ministral/i, 'mistral'],
  [/phi-/i, 'phi'],
];

/** Not for conversation: they go on with a text, only calculate, or think aloud at length before they answer. */
const unfit = /-Base-|Math|^phi-[12]|RedPajama|DeepSeek-R1|Reasoning/;
/** No browser gives a page more. */
const mostMegabytes = 16_000;

/** WebLLM's own list, as far as its models chat. Importing it loads the library (6 MB). */
export const webllmModels: readonly ModelEntry[] = prebuiltAppConfig.model_list
  .filter(isChatModel)
  .map(entryOf);

function isChatModel(record: ModelRecord): boolean {
  const { model_id: id, model_type: type, model_manifest: manifest } = record;
  // A packed model is described by a file of its own, which an entry can't name.
  const isText = (type ?? 0) === 0 && manifest === undefined;
  return isText && !unfit.test(id) && (record.vram_required_MB ?? 0) <= mostMegabytes;
}

function entryOf(record: ModelRecord): ModelEntry {
  const { model_id: id, vram_required_MB: megabytes, overrides } = record;
  const features = new Set(record.required_features);
  // The list leaves it out where the library was built later, yet the shaders compute in 16 bits.
  if (/q\df16/.test(id)) features.add('shader-f16');
  return {
    id,
    title: titleOf(id),
    family: families.find(([name]) => name.test(id))?.[1] ?? 'other',
    engine: 'webllm',
    backend: 'webgpu',
    origin: { kind: 'webllm', weights: record.model, library: record.model_lib },
    downloadBytes: null,
    memoryBytes: megabytes === undefined ? null : Math.round(megabytes * 2 ** 20),
    features: [...features],
    contextLength: overrides?.context_window_size ?? null,
  };
}

/** `Llama-3.2-1B-Instruct-q4f16_1-MLC-1k` is "Llama 3.2 1B (4 bits, computes in 16, short context)". */
function titleOf(id: string): string {
  const [, name = id, bits, computes, short] =
    /^(.*)-q(\d)[bf]f?(16|32)(?:_\d)?-MLC(-1k)?$/.exec(id) ?? [];
  const plain = name.replace(/-Instruct|-it$|-Chat/gi, '').replaceAll('-', ' ');
  const parts = [
    bits === '0' || bits === undefined ? 'not compressed' : `${bits} bits`,
    ...(computes ? [`computes in ${computes}`] : []),
    ...(short ? ['short context'] : []),
  ];
  return `${plain} (${parts.join(', ')})`;
}
