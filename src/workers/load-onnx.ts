import { openKeptModels } from '../adapters/cache-storage/open-caches';
import { probeCard } from '../adapters/transformers/card-probe';
import { embeddedFiles, embeddedWeights } from '../adapters/transformers/embedded-files';
import { loadOnnxModel } from '../adapters/transformers/load-onnx-model';
import type { CreateSession } from '../adapters/transformers/onnx-runtime';
import { createProcessorSession } from '../adapters/transformers/processor-session';
import { engineError } from '../core/errors/engine-error';
import type { ModelEntry } from '../core/models/model-entry';
import type { LanguageModel } from '../core/ports/language-model';
import type { LoadProgress, ModelSource } from '../core/ports/model-source';
import { askGraphics } from './graphics';

export interface OnnxOptions {
  readonly threads: number;
  readonly onProgress: (progress: LoadProgress) => void;
  readonly signal: AbortSignal | undefined;
}

/** Tokens of context: a processor reads 2,048 in a minute, a card has memory and time for more. */
const contextLengths = { wasm: 2048, webgpu: 4096 } as const;

/** Whether a model runs in a session of ONNX Runtime rather than in our own kernel. */
export function runsInSession({ origin, backend }: ModelEntry): boolean {
  return origin.kind === 'hub' || backend === 'webgpu';
}

/**
 * Loads an ONNX model for a session of ONNX Runtime; one of the hub has been downloaded before. `own` is the source of one
 * that was served with the page or converted here. Errors: `no-webgpu`, `no-shader-f16`, `engine-wrong`, and those of
 * `loadOnnxModel`.
 */
export async function loadOnnx(
  entry: ModelEntry,
  own: ModelSource,
  options: OnnxOptions,
): Promise<LanguageModel> {
  const { origin, backend, title } = entry;
  const onHub = origin.kind === 'hub';
  const source = onHub ? openKeptModels().source(entry.id) : null;
  const model = await loadOnnxModel(source ?? own, {
    ...{ id: entry.id, title, backend, ...options },
    files: source ? (await source.list()).map(({ path }) => path) : embeddedFiles(backend),
    weights: onHub ? origin.weights : embeddedWeights(backend),
    contextLength: entry.contextLength ?? contextLengths[backend],
    createSession: backend === 'webgpu' ? await cardSession(entry) : createProcessorSession,
  });
  if (backend !== 'webgpu') return model;
  try {
    await probeCard(model, title);
    return model;
  } catch (error) {
    await model.dispose();
    throw error;
  }
}

async function cardSession({ title, features }: ModelEntry): Promise<CreateSession> {
  const { webgpu, shaderF16 } = await askGraphics();
  if (!webgpu) throw engineError('no-webgpu', title);
  if (features.includes('shader-f16') && !shaderF16) throw engineError('no-shader-f16', title);
  // 27 MB that a model on the processor does without.
  return (await import('../adapters/transformers/card-session')).createCardSession;
}
