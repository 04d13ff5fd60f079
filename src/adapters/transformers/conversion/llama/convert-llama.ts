import { readGguf } from '../gguf/gguf-file';
import { jsonFile, type ModelFiles } from '../model-files';
import { type ConversionProgress, encodeOnnx } from '../onnx/encode-onnx';
import { byteLevelTokenizer, type TokenizerFiles } from '../tokenizer/byte-level-tokenizer';
import { buildLlamaGraph, type LlamaPrecision } from './llama-graph';
import { type LlamaShape, middleLayer, readLlamaShape } from './llama-shape';
import { LlamaWeights } from './llama-weights';

export interface LlamaOptions {
  /** `int8` for WASM and Node; `q4` for WebGPU (4-bit weights as the file has them). */
  readonly precision: LlamaPrecision;
  readonly onProgress?: ConversionProgress;
}

/**
 * Converts a Llama-layout GGUF (SmolLM2, Llama, Mistral; byte-level BPE) to what transformers.js
 * loads. Needs about the size of the result in memory besides `bytes`; synchronous, one to three seconds
 * for 135 M weights. The graph takes one sequence at a time (a batch of one).
 * @returns `config.json`, `generation_config.json`, `tokenizer.json`, `tokenizer_config.json`,
 *   `onnx/model_<precision>.onnx`
 * @throws ConversionError naming what the file lacks or what is not supported
 */
export function convertLlamaGguf(bytes: Uint8Array, options: LlamaOptions): ModelFiles {
  const file = readGguf(bytes);
  const shape = readLlamaShape(file);
  const tokenizer = byteLevelTokenizer(file);
  const graph = buildLlamaGraph(shape, new LlamaWeights(file, shape), options.precision);
  return {
    'config.json': jsonFile(modelConfiguration(shape, tokenizer)),
    'generation_config.json': jsonFile(tokenIds(tokenizer)),
    'tokenizer.json': jsonFile(tokenizer.tokenizer),
    'tokenizer_config.json': jsonFile(tokenizer.configuration),
    [`onnx/model_${options.precision}.onnx`]: encodeOnnx(graph, options.onProgress),
  };
}

const tokenIds = ({ beginId, endId, paddingId }: TokenizerFiles): object => ({
  bos_token_id: beginId,
  eos_token_id: endId,
  pad_token_id: paddingId,
});

function modelConfiguration(shape: LlamaShape, tokenizer: TokenizerFiles): object {
  return {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
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
