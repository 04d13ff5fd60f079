import { AutoModel } from '@huggingface/transformers';
import type { Encoder } from '../../core/ports/encoder';
import { encoderFiles, encoderWeights } from './embedded-files';
import { provideModel, readJson } from './library-environment';
import type { LoadProgress, ModelSource } from '../../core/ports/model-source';
import { loadTokenizer } from './model-tokenizer';
import { sessionOf } from './onnx-session';
import { TransformersEncoder } from './transformers-encoder';

export interface EncoderOptions {
  readonly backend: 'wasm' | 'cpu';
  readonly threads: number;
  readonly onProgress?: (progress: LoadProgress) => void;
  readonly signal?: AbortSignal;
}

/** Fetches and loads a BERT encoder that the converter has made. Errors: those of `ModelSource`. */
export async function loadEncoder(
  source: ModelSource,
  { backend, threads, onProgress, signal }: EncoderOptions,
): Promise<Encoder> {
  const files = await source.fetch(encoderFiles, onProgress ?? (() => {}), signal);
  provideModel(source);
  const configuration = (await readJson(source, 'config.json')) as { hidden_size: number };
  const tokenizer = await loadTokenizer(source);
  const model = await AutoModel.from_pretrained(source.modelId, {
    dtype: 'int8',
    device: backend,
    session_options: { intraOpNumThreads: threads },
  });
  return new TransformersEncoder({
    id: source.modelId,
    hash: files.find(({ path }) => path === encoderWeights)?.sha256 ?? '',
    dimensions: configuration.hidden_size,
    tokenizer,
    session: sessionOf(model),
    release: async () => {
      await model.dispose();
    },
  });
}
