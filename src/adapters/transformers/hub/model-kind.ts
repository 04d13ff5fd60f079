import { ApprenticeError } from '../../../core/errors/apprentice-error';
import type { ModelFamily } from '../../../core/models/model-entry';

/** Decoders with one key and one value cache a layer, by the `model_type` of their configuration. */
const decoders = [
  ...['llama', 'mistral', 'ministral', 'qwen2', 'qwen3', 'gemma', 'gemma2', 'gemma3_text'],
  ...['phi', 'phi3', 'smollm3', 'granite', 'olmo', 'olmo2', 'cohere', 'cohere2', 'stablelm'],
  ...['starcoder2', 'gpt_neox', 'helium', 'exaone', 'glm', 'ernie4_5', 'hunyuan_v1_dense'],
];

const families: readonly (readonly [RegExp, ModelFamily])[] = [
  [/smollm/, 'smollm'],
  [/hermes/, 'hermes'],
  [/qwen/, 'qwen'],
  [/gemma/, 'gemma'],
  [/mi(ni)?stral/, 'mistral'],
  [/phi/, 'phi'],
  [/llama/, 'llama'],
];

/** By the repository's name, then by the configuration: SmolLM2 is a Llama to its configuration. */
export function familyOf(configuration: unknown, repository: string): ModelFamily {
  for (const text of [repository, modelType(configuration)]) {
    const found = families.find(([name]) => name.test(text.toLowerCase()));
    if (found) return found[1];
  }
  return 'other';
}

/** Throws `model-unsupported` for a configuration of anything but a decoder of text. */
export function refuseUnknown(configuration: unknown, name: string): void {
  const type = modelType(configuration);
  if (decoders.includes(type)) return;
  throw new ApprenticeError(
    'model-unsupported',
    `${name} can't run here: its architecture (${type || 'not named'}) is none of those that this engine knows. Nothing was changed; take a chat model of the Llama, Qwen, Gemma, Phi or SmolLM family.`,
  );
}

function modelType(configuration: unknown): string {
  const type = (configuration as { model_type?: unknown } | null)?.model_type;
  return typeof type === 'string' ? type : '';
}
