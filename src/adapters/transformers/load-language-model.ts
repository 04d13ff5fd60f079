import { AutoModelForCausalLM } from '@huggingface/transformers';
import type { LanguageModel } from '../../core/ports/language-model';
import { provideModel, readJson } from './library-environment';
import type { LoadProgress, ModelSource } from './model-source';
import { loadTokenizer } from './model-tokenizer';
import { sessionOf } from './onnx-session';
import { TransformersLanguageModel } from './transformers-language-model';

export const languageModelFiles = [
  'config.json',
  'generation_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  // int8 runs 10 times as fast as q4 on WASM (ENGINES.md).
  'onnx/model_int8.onnx',
] as const;

export interface LanguageModelOptions {
  readonly backend: 'wasm' | 'cpu';
  readonly threads: number;
  /** Bound of the model's own context: beyond 2,048 tokens the prompt takes a minute to read on a CPU. */
  readonly contextLength?: number;
  readonly onProgress?: (progress: LoadProgress) => void;
  readonly signal?: AbortSignal;
}

interface Configuration {
  readonly vocab_size: number;
  readonly max_position_embeddings: number;
  readonly num_key_value_heads: number;
  readonly head_dim: number;
}

/** Fetches and loads a language model that the converter has made. Errors: those of `ModelSource`. */
export async function loadLanguageModel(
  source: ModelSource,
  { backend, threads, contextLength = 2048, onProgress, signal }: LanguageModelOptions,
): Promise<LanguageModel> {
  await source.fetch(languageModelFiles, onProgress ?? (() => {}), signal);
  provideModel(source);
  const configuration = (await readJson(source, 'config.json')) as Configuration;
  const tokenizer = await loadTokenizer(source);
  const model = await AutoModelForCausalLM.from_pretrained(source.modelId, {
    dtype: 'int8',
    device: backend,
    session_options: { intraOpNumThreads: threads },
  });
  return new TransformersLanguageModel({
    id: source.modelId,
    backend,
    threads,
    vocabularySize: configuration.vocab_size,
    contextLength: Math.min(contextLength, configuration.max_position_embeddings),
    heads: configuration.num_key_value_heads,
    headLength: configuration.head_dim,
    tokenizer,
    session: sessionOf(model),
    release: async () => {
      await model.dispose();
    },
  });
}
