import { NamedInitializers, type Initializer } from './onnx-initializers';

/** A matrix and the scale of each of its rows, as the converter's int8 graph stores them: the matrix transposed. */
export interface StoredProduct {
  /** `[columns, rows]` unsigned bytes with zero at 128. */
  readonly matrix: Initializer;
  readonly scales: Initializer;
}

export interface StoredLayer {
  readonly attentionNorm: Initializer;
  readonly projection: StoredProduct;
  readonly output: StoredProduct;
  readonly feedForwardNorm: Initializer;
  readonly gateUp: StoredProduct;
  readonly down: StoredProduct;
  /** Null where the architecture has none: Qwen2 has biases, Qwen3 norms of each head. */
  readonly projectionBias: Initializer | null;
  readonly queryNorm: Initializer | null;
  readonly keyNorm: Initializer | null;
}

/** The weights of a model that the converter made for WASM, by role. */
export interface LlamaWeights {
  readonly embedding: StoredProduct;
  readonly head: StoredProduct;
  readonly finalNorm: Initializer;
  /** `[positions, head length / 2]`. */
  readonly cosines: Initializer;
  readonly sines: Initializer;
  readonly layers: readonly StoredLayer[];
}

/** Null when the model has another layout, or weights that the kernel does not know. */
export function findLlamaWeights(model: Uint8Array, layers: number): LlamaWeights | null {
  const named = new NamedInitializers(model);
  const take = (name: string) => named.take(name);
  const maybe = (name: string) => (named.has(name) ? take(name) : null);
  const product = (name: string): StoredProduct => ({
    matrix: take(`${name}.int8`),
    scales: take(`${name}.scale`),
  });
  const embedding = product('model.embed_tokens');
  const weights: LlamaWeights = {
    embedding,
    head: named.has('lm_head.int8') ? product('lm_head') : embedding,
    finalNorm: take('output_norm.weight'),
    cosines: take('rotary_cos'),
    sines: take('rotary_sin'),
    layers: Array.from({ length: layers }, (_, layer) => ({
      attentionNorm: take(`blk.${layer}.attn_norm.weight`),
      projection: product(`model.layers.${layer}.self_attn.qkv_proj`),
      output: product(`model.layers.${layer}.self_attn.o_proj`),
      feedForwardNorm: take(`blk.${layer}.ffn_norm.weight`),
      gateUp: product(`model.layers.${layer}.mlp.gate_up_proj`),
      down: product(`model.layers.${layer}.mlp.down_proj`),
      projectionBias: maybe(`model.layers.${layer}.self_attn.qkv_bias`),
      queryNorm: maybe(`blk.${layer}.attn_q_norm.weight`),
      keyNorm: maybe(`blk.${layer}.attn_k_norm.weight`),
    })),
  };
  return named.whole ? weights : null;
}
