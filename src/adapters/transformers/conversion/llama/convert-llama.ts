import { type ByteSource, bytesSource } from '../byte-source';
import { type GgufFile, readGguf } from '../gguf/gguf-file';
import { jsonFile, type ModelFiles } from '../model-files';
import { type ConversionProgress, encodeOnnx } from '../onnx/encode-onnx';
import { collect, eager, type LazyBytes } from '../onnx/lazy-bytes';
import { byteLevelTokenizer, type TokenizerFiles } from '../tokenizer/byte-level-tokenizer';
import { buildLlamaGraph, type LlamaPrecision } from './llama-graph';
import { type LlamaShape, middleLayer, readLlamaShape } from './llama-shape';
import { LlamaWeights } from './llama-weights';

export interface LlamaOptions {
  /** `int8` for WASM and Node; `q4` for WebGPU (4-bit weights as the file has them). */
  readonly precision: LlamaPrecision;
  readonly onProgress?: ConversionProgress;
}

/** A model in the Hugging Face layout whose files are made as they are written. */
export type LazyModelFiles = Readonly<Record<string, LazyBytes>>;

/**
 * What a Llama-layout GGUF (SmolLM2, Llama, Mistral, Qwen2, Qwen2.5, Qwen3; byte-level BPE) becomes
 * for transformers.js: `config.json`, `generation_config.json`, `tokenizer.json`, `tokenizer_config.json`,
 * `onnx/model_<precision>.onnx`. Only the header is needed to know all sizes and to refuse; the weights are
 * read, one tensor after the other, when the graph is written. It takes one sequence at a time (a batch of one).
 * @throws ConversionError naming what the file lacks or what is not supported
 */
export function llamaFiles(
  file: GgufFile,
  { precision, onProgress }: LlamaOptions,
): LazyModelFiles {
  const shape = readLlamaShape(file);
  const tokenizer = byteLevelTokenizer(file);
  const graph = buildLlamaGraph(shape, new LlamaWeights(file, shape), precision);
  const json = (value: object): LazyBytes => eager(jsonFile(value));
  return {
    'config.json': json(modelConfiguration(shape, tokenizer)),
    'generation_config.json': json(tokenIds(tokenizer)),
    'tokenizer.json': json(tokenizer.tokenizer),
    'tokenizer_config.json': json(tokenizer.configuration),
    [`onnx/model_${precision}.onnx`]: encodeOnnx(graph, onProgress),
  };
}

/**
 * The same in memory: needs about the size of the result, one to three seconds for 135 M weights.
 * @throws ConversionError as `llamaFiles`
 */
export async function convertLlamaGguf(
  source: ByteSource | Uint8Array,
  options: LlamaOptions,
): Promise<ModelFiles> {
  const bytes = source instanceof Uint8Array ? bytesSource(source) : source;
  const files: ModelFiles = {};
  for (const [path, file] of Object.entries(llamaFiles(await readGguf(bytes), options))) {
    files[path] = await collect(file);
  }
  return files;
}

const tokenIds = ({ beginId, endId, paddingId }: TokenizerFiles): object => ({
  bos_token_id: beginId,
  eos_token_id: endId,
  pad_token_id: paddingId,
});

function modelConfiguration(shape: LlamaShape, tokenizer: TokenizerFiles): object {
  return {
    architectures: [shape.architecture.className],
    model_type: shape.architecture.modelType,
    hidden_act: 'silu',
    hidden_size: shape.hidden,
    intermediate_size: shape.feedForward,
    num_hidden_layers: shape.layers,
    num_attention_heads: shape.heads,
    num_key_value_heads: shape.keyValueHeads,
    head_dim: shape.headLength,
    max_position_embeddings: shape.context,
    rms_norm_eps: shape.normEpsilon,
    rope_theta: shape.ropeBase,
    tie_word_embeddings: shape.tied,
    vocab_size: shape.vocabulary,
    ...tokenIds(tokenizer),
    // Ours: the layer behind the output `middle_hidden_state`.
    middle_hidden_layer: middleLayer(shape.layers),
  };
}
