import { engineError } from '../../core/errors/engine-error';
import { sha256 } from '../../core/learning/sha256';
import type { Encoder } from '../../core/ports/encoder';
import type { StartEncoderPass } from '../../core/ports/encoder-pass';
import type { LoadProgress, ModelSource } from '../../core/ports/model-source';
import { encoderFiles, encoderWeights } from './embedded-files';
import { readJson } from './library-environment';
import { loadTokenizer } from './model-tokenizer';
import { SentenceEncoder } from './sentence-encoder';

export interface EncoderOptions {
  readonly onProgress?: (progress: LoadProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Fetches and loads a BERT encoder that the converter has made. Errors: those of `ModelSource`; `model-unsupported` for
 * another layout than `start` knows.
 */
export async function loadEncoder(
  source: ModelSource,
  start: StartEncoderPass,
  { onProgress, signal }: EncoderOptions = {},
): Promise<Encoder> {
  const files = await source.fetch(encoderFiles, onProgress ?? (() => {}), signal);
  const weights = await source.open(encoderWeights);
  if (!weights) throw new TypeError(`${encoderWeights} was not fetched`);
  const bytes = new Uint8Array(await weights.arrayBuffer());
  const [tokenizer, pass] = await Promise.all([
    loadTokenizer(source),
    start(bytes, await readJson(source, 'config.json')),
  ]);
  if (!pass) throw engineError('model-unsupported', source.modelId);
  const file = files.find(({ path }) => path === encoderWeights)?.sha256 ?? '';
  return new SentenceEncoder({
    id: source.modelId,
    hash: sha256(new TextEncoder().encode(`${file} ${pass.arithmetic}`)),
    tokenizer,
    pass,
  });
}
