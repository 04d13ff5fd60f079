/** Whose way of writing prompts and tool calls a model was trained on. */
export type ModelFamily =
  'smollm' | 'qwen' | 'llama' | 'gemma' | 'hermes' | 'mistral' | 'phi' | 'other';

/** Where the bytes of a language model come from. */
export type ModelOrigin =
  /** Served beside the page, in `models/<folder>/`; the folder is the model's id where it is not named. */
  | { readonly kind: 'embedded'; readonly folder?: string }
  /** An ONNX chat model of the Hugging Face hub, pinned by revision (a commit, 40 hexadecimal digits, or a branch). */
  | {
      readonly kind: 'hub';
      readonly repository: string;
      readonly revision: string;
      /** The weights' file below the repository: `onnx/model_q4f16.onnx`. */
      readonly weights: string;
    }
  /** MLC weights and the compiled library that runs them, both absolute addresses. */
  | { readonly kind: 'webllm'; readonly weights: string; readonly library: string }
  /** Converted on this device from a GGUF that the user opened. */
  | { readonly kind: 'opened' };

/** A language model that can be chosen. Plain data: it is stored, and sent to the engine worker. */
export interface ModelEntry {
  /** Unique; a folder's name: letters, digits, `.`, `_`, `-`. */
  readonly id: string;
  /** For people: "Qwen3 1.7B". */
  readonly title: string;
  readonly family: ModelFamily;
  readonly engine: 'transformers' | 'webllm';
  readonly backend: 'wasm' | 'webgpu';
  readonly origin: ModelOrigin;
  /** Bytes of all files; null until the list of files was read. */
  readonly downloadBytes: number | null;
  /** Memory it takes while loaded (of the graphics card on `webgpu`), in bytes; null when nobody says. */
  readonly memoryBytes: number | null;
  /** WebGPU features without which it can't run: `shader-f16`. */
  readonly features: readonly string[];
  /** Tokens it is used with; null for what its configuration says. */
  readonly contextLength: number | null;
}

/** Served with the page, runs everywhere: what one begins with. */
export const embeddedModel: ModelEntry = {
  id: 'SmolLM2-135M-Instruct',
  title: 'SmolLM2 135M',
  family: 'smollm',
  engine: 'transformers',
  backend: 'wasm',
  origin: { kind: 'embedded' },
  downloadBytes: 139_025_810,
  memoryBytes: 300_000_000,
  features: [],
  contextLength: null,
};
