import { ConversionError } from '../conversion-error';

/** How the layouts that share Llama's graph differ. */
export interface LlamaArchitecture {
  /** llama.cpp's name, and the prefix of its metadata. */
  readonly name: string;
  /** Hugging Face's `architectures` entry and `model_type`. */
  readonly className: string;
  readonly modelType: string;
  /** The rows of q and k are stored for the rotation of neighbours (see `permutedRow`). */
  readonly permuted: boolean;
  /** An RMS norm on every head of q and k, before the rotation. */
  readonly headNorm: boolean;
}

const architectures: readonly LlamaArchitecture[] = [
  {
    name: 'llama',
    className: 'LlamaForCausalLM',
    modelType: 'llama',
    permuted: true,
    headNorm: false,
  },
  {
    name: 'qwen2',
    className: 'Qwen2ForCausalLM',
    modelType: 'qwen2',
    permuted: false,
    headNorm: false,
  },
  {
    name: 'qwen3',
    className: 'Qwen3ForCausalLM',
    modelType: 'qwen3',
    permuted: false,
    headNorm: true,
  },
];

/** @throws ConversionError `unsupported-architecture` */
export function llamaArchitecture(name: string): LlamaArchitecture {
  const known = architectures.find((architecture) => architecture.name === name);
  if (known) return known;
  throw new ConversionError(
    'conversion-unsupported-architecture',
    `The model's architecture is ${name}; supported are llama (SmolLM2, Llama, Mistral), qwen2 (Qwen2, Qwen2.5) and qwen3.`,
  );
}
