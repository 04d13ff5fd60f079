import { ConversionError } from '../conversion-error';
import { jsonFile, type ModelFiles } from '../model-files';
import { type ConversionProgress, encodeOnnx } from '../onnx/encode-onnx';
import { collect } from '../onnx/lazy-bytes';
import { readSafetensors } from '../safetensors';
import { buildBertGraph } from './bert-graph';
import { readBertShape, wordLayer } from './bert-shape';
import { BertWeights } from './bert-weights';

/** The files of a sentence encoder on the Hugging Face hub, as bytes. */
export interface BertSource {
  readonly safetensors: Uint8Array;
  /** `config.json` */
  readonly config: Uint8Array;
  /** `tokenizer.json` */
  readonly tokenizer: Uint8Array;
  /** `tokenizer_config.json` */
  readonly tokenizerConfig: Uint8Array;
  readonly onProgress?: ConversionProgress;
}

/**
 * Converts a BERT encoder (all-MiniLM-L6-v2) to what transformers.js loads, in 8-bit integers.
 * @returns `config.json`, `tokenizer.json`, `tokenizer_config.json`, `onnx/model_int8.onnx`
 * @throws ConversionError naming what the files lack or what is not supported
 */
export async function convertBertSafetensors(source: BertSource): Promise<ModelFiles> {
  const config = parseJson(source.config, 'config.json');
  const shape = readBertShape(config);
  const weights = new BertWeights(readSafetensors(source.safetensors));
  const graph = buildBertGraph(shape, weights);
  // The file asks for padding to 128 tokens, which would make every short request cost that much.
  const tokenizer = {
    ...parseJson(source.tokenizer, 'tokenizer.json'),
    truncation: null,
    padding: null,
  };
  return {
    'config.json': jsonFile({ ...config, word_states_layer: wordLayer(shape.layers) }),
    'tokenizer.json': jsonFile(tokenizer),
    'tokenizer_config.json': source.tokenizerConfig,
    'onnx/model_int8.onnx': await collect(encodeOnnx(graph, source.onProgress)),
  };
}

function parseJson(bytes: Uint8Array, name: string): Record<string, unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  } catch (cause) {
    throw new ConversionError('conversion-missing-metadata', `${name} is not readable JSON.`, {
      cause,
    });
  }
}
