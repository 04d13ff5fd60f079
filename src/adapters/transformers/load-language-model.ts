import { AutoModelForCausalLM } from '@huggingface/transformers';
import type { LanguageModel } from '../../core/ports/language-model';
import type { Decoder, StartDecoder } from '../../core/ports/decoder';
import type { KeyValueShape } from './decoder';
import { embeddedFiles, embeddedWeights } from './embedded-files';
import { provideModel, readJson } from './library-environment';
import { loadError } from './load-error';
import type { LoadProgress, ModelSource } from '../../core/ports/model-source';
import { loadTokenizer } from './model-tokenizer';
import { sessionOf } from './onnx-session';
import { TensorDecoder } from './tensor-decoder';
import { TransformersLanguageModel } from './transformers-language-model';

const weightsFile = embeddedWeights('wasm');
export const languageModelFiles = embeddedFiles('wasm');

export interface LanguageModelOptions {
  readonly backend: 'wasm' | 'cpu';
  /** Tried first; what it does not know runs in a session of ONNX Runtime. */
  readonly startDecoder?: StartDecoder;
  readonly threads: number;
  /** What people know the model as; its id by default. */
  readonly title?: string;
  /** Bound of the model's own context: beyond 2,048 tokens the prompt takes a minute to read on a CPU. */
  readonly contextLength?: number;
  readonly onProgress?: (progress: LoadProgress) => void;
  readonly signal?: AbortSignal;
}

interface Configuration {
  readonly vocab_size: number;
  readonly max_position_embeddings: number;
  readonly num_hidden_layers: number;
  readonly num_key_value_heads: number;
  readonly head_dim: number;
}

/**
 * Fetches and loads a language model that the converter has made. Errors: those of `ModelSource`; `out-of-memory`,
 * `model-unsupported`.
 */
export async function loadLanguageModel(
  source: ModelSource,
  options: LanguageModelOptions,
): Promise<LanguageModel> {
  const { backend, threads, contextLength = 2048, onProgress, signal } = options;
  const files = await source.fetch(languageModelFiles, onProgress ?? (() => {}), signal);
  provideModel(source);
  const configuration = (await readJson(source, 'config.json')) as Configuration;
  const tokenizer = await loadTokenizer(source);
  const context = Math.min(contextLength, configuration.max_position_embeddings);
  const decoder = await loadDecoder(source, configuration, context, options).catch(
    (error: unknown) => Promise.reject(loadError(error, options.title ?? source.modelId)),
  );
  return new TransformersLanguageModel({
    id: source.modelId,
    weights: files.find(({ path }) => path === weightsFile)?.sha256 ?? '',
    backend,
    threads,
    vocabularySize: configuration.vocab_size,
    contextLength: context,
    tokenizer,
    decoder,
  });
}

function shapeOf(configuration: Configuration): KeyValueShape {
  const layers = Array.from({ length: configuration.num_hidden_layers }, (_, layer) => layer);
  return {
    inputs: layers.flatMap((layer) =>
      ['key', 'value'].map((part) => `past_key_values.${layer}.${part}`),
    ),
    heads: configuration.num_key_value_heads,
    headLength: configuration.head_dim,
  };
}

async function loadDecoder(
  source: ModelSource,
  configuration: Configuration,
  context: number,
  { backend, threads, startDecoder }: LanguageModelOptions,
): Promise<Decoder> {
  const own = startDecoder && (await startOwn(source, configuration, context, startDecoder));
  if (own) return own;
  const model = await AutoModelForCausalLM.from_pretrained(source.modelId, {
    dtype: 'int8',
    device: backend,
    session_options: { intraOpNumThreads: threads },
  });
  return new TensorDecoder(sessionOf(model), shapeOf(configuration), async () => {
    await model.dispose();
  });
}

/** Null also where it can't start: a browser without SIMD or shared memory, too little memory for it. */
async function startOwn(
  source: ModelSource,
  configuration: Configuration,
  context: number,
  start: StartDecoder,
): Promise<Decoder | null> {
  const weights = await source.open(weightsFile);
  if (!weights) throw new TypeError(`${weightsFile} was not fetched`);
  const bytes = new Uint8Array(await weights.arrayBuffer());
  return start(bytes, configuration, context).catch(() => null);
}
