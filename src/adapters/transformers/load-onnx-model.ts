import { ApprenticeError } from '../../core/errors/apprentice-error';
import type { LanguageModel } from '../../core/ports/language-model';
import type { LoadProgress, ModelSource } from '../../core/ports/model-source';
import type { ModelTokenizer } from '../../core/ports/model-tokenizer';
import { provideModel, readJson } from './library-environment';
import { loadError } from './load-error';
import { firstPosition, readCacheShape, vocabularySize } from './model-inputs';
import type { HubConfiguration } from './model-inputs';
import { hasTemplate, loadTokenizer } from './model-tokenizer';
import type { CreateSession, ExternalData } from './onnx-runtime';
import { TensorDecoder } from './tensor-decoder';
import { TransformersLanguageModel } from './transformers-language-model';

/**
 * Passes of 32 tokens and more through 4-bit weights came out wrong on SwiftShader (logits off by 8 to 13), those of up to 16
 * exact: ONNX Runtime 1.31 takes other kernels for them.
 */
const tokensOnCard = 16;

export interface OnnxModelOptions {
  readonly id: string;
  readonly title: string;
  readonly backend: 'wasm' | 'webgpu';
  readonly threads: number;
  readonly createSession: CreateSession;
  /** Everything that is read, and among it the weights: `onnx/model_q4f16.onnx`. */
  readonly files: readonly string[];
  readonly weights: string;
  /** Bound of the model's own context. */
  readonly contextLength: number;
  readonly onProgress?: (progress: LoadProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Loads a chat model in ONNX form whoever has written it. Errors: those of `ModelSource`; `model-unsupported` with what it
 * is; `out-of-memory`.
 */
export async function loadOnnxModel(
  source: ModelSource,
  options: OnnxModelOptions,
): Promise<LanguageModel> {
  const { title, weights, signal } = options;
  const files = await source.fetch(options.files, options.onProgress ?? (() => {}), signal);
  provideModel(source);
  const configuration = (await readJson(source, 'config.json')) as HubConfiguration;
  if (!(await hasTemplate(source))) throw noTemplate(title);
  const session = await createSession(source, options);
  const shape = readCacheShape(session.signature, configuration, title);
  const release = () => session.release();
  return new TransformersLanguageModel({
    id: options.id,
    weights: files.find(({ path }) => path === weights)?.sha256 ?? source.modelId,
    backend: options.backend,
    threads: options.threads,
    vocabularySize: vocabularySize(session.signature, configuration),
    contextLength: Math.min(options.contextLength, contextOf(configuration)),
    tokenizer: withStops(await loadTokenizer(source), await stopTokens(source, options.files)),
    decoder: new TensorDecoder(session, shape, release, {
      firstPosition: firstPosition(configuration),
      ...(options.backend === 'webgpu' && { passTokens: tokensOnCard }),
    }),
  });
}

async function createSession(source: ModelSource, options: OnnxModelOptions) {
  const { title, weights, files } = options;
  try {
    const external: ExternalData[] = [];
    for (const path of files.filter((file) => file.startsWith(`${weights}_data`)))
      external.push({ path: baseName(path), data: await read(source, path) });
    return await options.createSession(await read(source, weights), external);
  } catch (error) {
    throw loadError(error, title);
  }
}

async function read(source: ModelSource, path: string): Promise<Uint8Array> {
  const file = await source.open(path);
  if (!file) throw new TypeError(`${path} was not fetched`);
  return new Uint8Array(await file.arrayBuffer());
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function contextOf(configuration: HubConfiguration): number {
  return configuration.max_position_embeddings ?? configuration.n_positions ?? Infinity;
}

/** Tokens that end a turn by either configuration: one, several, or nothing said. */
async function stopTokens(source: ModelSource, files: readonly string[]): Promise<number[]> {
  const names = ['config.json', 'generation_config.json'].filter((file) => files.includes(file));
  const stops: unknown[] = [];
  for (const name of names) {
    const { eos_token_id: eos } = (await readJson(source, name)) as HubConfiguration;
    stops.push(...(Array.isArray(eos) ? (eos as unknown[]) : [eos]));
  }
  return stops.filter((token): token is number => Number.isInteger(token));
}

/** The tokenizer with more tokens that are no text. */
function withStops(tokenizer: ModelTokenizer, stops: readonly number[]): ModelTokenizer {
  const specialTokens = [...new Set([...tokenizer.specialTokens, ...stops])].sort((a, b) => a - b);
  return {
    ...tokenizer,
    specialTokens,
    pieces(size) {
      const pieces = tokenizer.pieces(size);
      for (const token of stops) if (token < size) pieces[token] = '';
      return pieces;
    },
  };
}

function noTemplate(title: string): ApprenticeError {
  return new ApprenticeError(
    'model-unsupported',
    `${title} can't run here: it has no chat template, so it was not made to talk. Nothing was changed; take one with "Instruct" or "it" in its name.`,
  );
}
