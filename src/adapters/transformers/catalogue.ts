import type { ModelEntry, ModelFamily } from '../../core/models/model-entry';
import { embeddedModel } from '../../core/models/model-entry';

/** The built-in model from its 4-bit weights, which only the graphics card computes fast. */
const onCard: ModelEntry = {
  ...embeddedModel,
  id: `${embeddedModel.id}-webgpu`,
  title: `${embeddedModel.title} on the graphics card`,
  backend: 'webgpu',
  origin: { kind: 'embedded', folder: embeddedModel.id },
  downloadBytes: 115_203_718,
  memoryBytes: 400_000_000,
};

interface Listed {
  readonly repository: string;
  readonly title: string;
  readonly family: ModelFamily;
  /** `q4f16` computes in 16 bits and needs a card that can. */
  readonly form: 'q4' | 'q4f16';
}

/**
 * Public repositories of chat models in ONNX form, named as their users name them. We loaded none of them, and their sizes
 * are read from the hub's list at the download. Gemma overflows in 16 bits on WebGPU (microsoft/onnxruntime#26732).
 */
const listed: readonly Listed[] = [
  {
    repository: 'HuggingFaceTB/SmolLM2-360M-Instruct',
    title: 'SmolLM2 360M',
    family: 'smollm',
    form: 'q4f16',
  },
  {
    repository: 'HuggingFaceTB/SmolLM2-1.7B-Instruct',
    title: 'SmolLM2 1.7B',
    family: 'smollm',
    form: 'q4f16',
  },
  {
    repository: 'onnx-community/Qwen2.5-0.5B-Instruct',
    title: 'Qwen2.5 0.5B',
    family: 'qwen',
    form: 'q4f16',
  },
  {
    repository: 'onnx-community/Qwen2.5-1.5B-Instruct',
    title: 'Qwen2.5 1.5B',
    family: 'qwen',
    form: 'q4f16',
  },
  {
    repository: 'onnx-community/Qwen3-0.6B-ONNX',
    title: 'Qwen3 0.6B',
    family: 'qwen',
    form: 'q4f16',
  },
  {
    repository: 'onnx-community/Qwen3-1.7B-ONNX',
    title: 'Qwen3 1.7B',
    family: 'qwen',
    form: 'q4f16',
  },
  {
    repository: 'onnx-community/Llama-3.2-1B-Instruct-ONNX',
    title: 'Llama 3.2 1B',
    family: 'llama',
    form: 'q4f16',
  },
  {
    repository: 'onnx-community/gemma-3-1b-it-ONNX',
    title: 'Gemma 3 1B',
    family: 'gemma',
    form: 'q4',
  },
];

/** ONNX chat models that can be chosen beside the embedded one. */
export const onnxModels: readonly ModelEntry[] = [onCard, ...listed.map(entryOf)];

function entryOf({ repository, title, family, form }: Listed): ModelEntry {
  return {
    id: `${repository.replace('/', '--')}--${form}`,
    title: `${title} (ONNX)`,
    family,
    ...{ engine: 'transformers', backend: 'webgpu' },
    origin: { kind: 'hub', repository, revision: 'main', weights: `onnx/model_${form}.onnx` },
    ...{ downloadBytes: null, memoryBytes: null },
    features: form === 'q4f16' ? ['shader-f16'] : [],
    contextLength: null,
  };
}
