import { MLCEngine } from '@mlc-ai/web-llm';
import type { AppConfig } from '@mlc-ai/web-llm';
import { engineError } from '../../core/errors/engine-error';
import type { ModelEntry } from '../../core/models/model-entry';
import type { ChatMessage, LanguageModel } from '../../core/ports/language-model';
import type { LoadProgress, ModelSource } from '../../core/ports/model-source';
import type { ModelTokenizer } from '../../core/ports/model-tokenizer';
import { conversationPrompt } from './conversation-prompt';
import type { LogitEngine } from './logit-engine';
import { readChatConfiguration, readShards } from './mlc-manifests';
import type { ChatConfiguration, Shard } from './mlc-manifests';
import { findPipeline } from './pipeline';
import { PipelineEngine } from './pipeline-engine';
import { probeEngine } from './probe-engine';
import { LogitTap, plainSampling, PublicEngine } from './public-engine';
import { watchDevices } from './watch-devices';
import type { Graphics } from './watch-devices';
import { loadError, webllmError } from './webllm-errors';
import { WebllmLanguageModel } from './webllm-language-model';
import type { RunningEngine } from './webllm-language-model';
import { WebllmSource } from './webllm-source';

/** Models say up to 131,072 tokens, whose keys and values would fill any graphics card. */
const longestContext = 4096;

/** A text that tells a right engine from a wrong one; a page of the cache holds 16 tokens. */
const probeText =
  'The cat sat on the mat by the door and looked at the rain, and then it went to sleep.';
const probeTokens = 20;

export interface WebllmOptions {
  readonly loadTokenizer: (source: ModelSource) => Promise<ModelTokenizer>;
  /** Bytes of the weights that are on the graphics card. */
  readonly onProgress?: (progress: LoadProgress) => void;
  readonly signal?: AbortSignal;
  /** Tokens; the entry's by default. */
  readonly contextLength?: number;
  /** Only WebLLM's public interface, which is slower. */
  readonly publicOnly?: boolean;
}

interface StoredModel {
  readonly entry: ModelEntry;
  readonly configuration: ChatConfiguration;
  readonly shards: readonly Shard[];
  readonly contextLength: number;
}

/**
 * Loads a model whose files are in WebLLM's caches (see `webllmFiles`). In a worker: passes block their thread.
 * Errors: `model-missing`, `model-damaged`, `no-webgpu`, `no-shader-f16`, `out-of-memory`, `cancelled`; later
 * `engine-lost`, after which the next call loads the model again.
 */
export async function loadWebllm(
  entry: ModelEntry,
  options: WebllmOptions,
): Promise<LanguageModel> {
  const graphics = (navigator as { gpu?: Graphics }).gpu;
  if (!graphics) throw engineError('no-webgpu', entry.title);
  const source = new WebllmSource(entry, caches);
  const configuration = readChatConfiguration(await source.configuration());
  const shards = readShards(await source.json('tensor-cache.json'));
  if (!configuration || !shards) throw webllmError('model-damaged', entry.title);
  await source.fetch(['tokenizer.json', ...shards.map(({ path }) => path)]);
  const tokenizer = await options.loadTokenizer(source);
  const { chat_template: template } = (await source.json('tokenizer_config.json')) as {
    chat_template?: unknown;
  };
  const contextLength =
    options.contextLength ??
    entry.contextLength ??
    Math.min(configuration.contextLength ?? longestContext, longestContext);
  const stored = { entry, configuration, shards, contextLength };
  const stops = new Set([...tokenizer.specialTokens, ...configuration.stopTokens]);
  return WebllmLanguageModel.start({
    id: entry.id,
    title: entry.title,
    contextLength,
    stopTokens: [...stops],
    tokenizer,
    renderPrompt: (messages: readonly ChatMessage[]) =>
      template === undefined
        ? conversationPrompt(configuration.conversation, messages)
        : tokenizer.renderPrompt(messages),
    start: () => watchDevices(graphics, (lost) => start(stored, tokenizer, options, lost)),
  });
}

async function start(
  { entry, configuration, shards, contextLength }: StoredModel,
  tokenizer: ModelTokenizer,
  options: WebllmOptions,
  lost: AbortSignal,
): Promise<RunningEngine> {
  const total = shards.reduce((sum, { bytes }) => sum + bytes, 0);
  const tap = new LogitTap();
  const webllm = new MLCEngine({
    appConfig: appConfigOf(entry, contextLength),
    logitProcessorRegistry: new Map([[entry.id, tap]]),
    logLevel: 'WARN',
    initProgressCallback: ({ progress }) =>
      options.onProgress?.({ loaded: Math.round(progress * total), total }),
  });
  const onAbort = (): void => void webllm.unload();
  options.signal?.addEventListener('abort', onAbort);
  try {
    await webllm.reload(entry.id);
    options.signal?.throwIfAborted();
    if (lost.aborted) throw engineError('out-of-memory', entry.title);
    const probe = tokenizer.encode(probeText).slice(0, probeTokens);
    const engine = await bestEngine(webllm, entry.id, configuration, tap, {
      probe: options.publicOnly ? null : [...probe],
    });
    return { engine, lost, unload: () => webllm.unload() };
  } catch (error) {
    if (options.signal?.aborted) throw options.signal.reason;
    throw loadError(error, entry.title, lost.aborted);
  } finally {
    options.signal?.removeEventListener('abort', onAbort);
  }
}

/** Everything is in the caches already: an address that is asked for here is never fetched. */
function appConfigOf({ id, origin, features }: ModelEntry, contextLength: number): AppConfig {
  if (origin.kind !== 'webllm') throw new TypeError(`${id} is no WebLLM model`);
  const overrides = {
    ...plainSampling,
    context_window_size: contextLength,
    // A model takes one of the two.
    sliding_window_size: -1,
  };
  const record = {
    model: origin.weights,
    model_id: id,
    model_lib: origin.library,
    required_features: [...features],
    overrides,
  };
  return { model_list: [record] };
}

/** The fast path where it is as we know it and gives the same logits in two ways; else the public one. */
async function bestEngine(
  webllm: MLCEngine,
  id: string,
  { vocabularySize }: ChatConfiguration,
  tap: LogitTap,
  { probe }: { readonly probe: readonly number[] | null },
): Promise<LogitEngine> {
  const pipeline = probe && findPipeline(webllm, id);
  if (probe && pipeline) {
    try {
      const engine = new PipelineEngine(pipeline, vocabularySize);
      const { isRight, keepsRightly } = await probeEngine(engine, probe);
      engine.checkpoints.works &&= keepsRightly;
      if (isRight) return engine;
    } catch (error) {
      console.warn('WebLLM is driven by its public interface:', error);
    }
    await webllm.reload(id);
  }
  return new PublicEngine(webllm, tap, vocabularySize);
}
