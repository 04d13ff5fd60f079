import { GraphBuilder, MICROSOFT } from '../onnx/graph-builder';
import type { OnnxGraph } from '../onnx/onnx-graph';
import { WeightMatrix } from '../weights/weight-matrix';
import { Int8Scheme } from '../weights/int8-scheme';
import { type LlamaShape, middleLayer } from './llama-shape';
import type { LlamaWeights } from './llama-weights';
import { Q4Scheme } from '../weights/q4-scheme';
import type { WeightScheme } from '../weights/weight-scheme';

export type LlamaPrecision = 'int8' | 'q4';

const EMBEDDING = 'model.embed_tokens';

/**
 * The decoder of Llama, Qwen2 and Qwen3 as transformers.js expects it.
 *
 * Inputs: `input_ids`, `attention_mask` int64 `[batch, sequence]` and `[batch, past + sequence]`;
 * `num_logits_to_keep` int64 scalar (0 = every position, else the last n);
 * `past_key_values.N.key/value` float32 `[batch, kv heads, past, head length]`.
 * Outputs: `logits [batch, kept, vocabulary]`; `present.N.key/value`; `last_hidden_state` (after
 * the final norm) and `middle_hidden_state` (normalised input of the middle layer), both
 * `[batch, sequence, hidden]`.
 */
export function buildLlamaGraph(
  shape: LlamaShape,
  weights: LlamaWeights,
  precision: LlamaPrecision,
): OnnxGraph {
  const graph = new GraphBuilder('llama');
  const scheme = precision === 'int8' ? new Int8Scheme(graph) : new Q4Scheme(graph);
  return new LlamaGraph(graph, shape, weights, scheme).build();
}

class LlamaGraph {
  readonly #graph: GraphBuilder;
  readonly #shape: LlamaShape;
  readonly #weights: LlamaWeights;
  readonly #scheme: WeightScheme;

  constructor(graph: GraphBuilder, shape: LlamaShape, weights: LlamaWeights, scheme: WeightScheme) {
    this.#graph = graph;
    this.#shape = shape;
    this.#weights = weights;
    this.#scheme = scheme;
  }

  build(): OnnxGraph {
    const graph = this.#graph;
    const { layers, vocabulary, hidden } = this.#shape;
    const tokens = this.#declareInputs();
    graph.output('logits', 'float32', ['batch_size', 'kept_length', vocabulary]);
    const embedding = new WeightMatrix(
      this.#weights.matrix('token_embd.weight', vocabulary, hidden),
    );
    let residual = this.#scheme.embed(tokens, embedding, EMBEDDING);
    let branch: string | undefined;
    const attention = this.#attentionInputs();
    for (let layer = 0; layer < layers; layer++) {
      const name = layer === middleLayer(layers) ? 'middle_hidden_state' : `attention_in_${layer}`;
      const attentionNorm = this.#norm(residual, branch, `blk.${layer}.attn_norm.weight`, name);
      branch = this.#attention(layer, attentionNorm.normalised, attention);
      const feedForwardNorm = this.#norm(
        attentionNorm.residual,
        branch,
        `blk.${layer}.ffn_norm.weight`,
        `feed_forward_in_${layer}`,
      );
      residual = feedForwardNorm.residual;
      branch = this.#feedForward(layer, feedForwardNorm.normalised);
    }
    const final = this.#norm(residual, branch, 'output_norm.weight', 'last_hidden_state');
    this.#head(final.normalised);
    this.#weights.assertAllUsed();
    this.#declareStates();
    return graph.build();
  }

  #declareInputs(): string {
    const graph = this.#graph;
    const tokens = graph.input('input_ids', 'int64', ['batch_size', 'sequence_length']);
    graph.input('attention_mask', 'int64', ['batch_size', 'total_sequence_length']);
    graph.input('num_logits_to_keep', 'int64', []);
    const { layers, keyValueHeads, headLength } = this.#shape;
    for (let layer = 0; layer < layers; layer++) {
      for (const part of ['key', 'value']) {
        const past = ['batch_size', keyValueHeads, 'past_sequence_length', headLength];
        graph.input(`past_key_values.${layer}.${part}`, 'float32', past);
      }
    }
    return tokens;
  }

  #declareStates(): void {
    const { layers, keyValueHeads, headLength, hidden } = this.#shape;
    const states = ['batch_size', 'sequence_length', hidden];
    this.#graph.output('last_hidden_state', 'float32', states);
    if (middleLayer(layers) < layers) {
      this.#graph.output('middle_hidden_state', 'float32', states);
    }
    for (let layer = 0; layer < layers; layer++) {
      for (const part of ['key', 'value']) {
        const present = ['batch_size', keyValueHeads, 'total_sequence_length', headLength];
        this.#graph.output(`present.${layer}.${part}`, 'float32', present);
      }
    }
  }

  /** What every attention shares: lengths from the mask, and the rotary tables. */
  #attentionInputs(): string[] {
    const graph = this.#graph;
    const one = graph.constant('one', 'int64', [1]);
    const visible = graph.add('ReduceSum', ['attention_mask', one], {
      attributes: { keepdims: 0 },
    });
    const lastPosition = graph.add('Sub', [visible, one]);
    const lengths = graph.add('Cast', [lastPosition], { attributes: { to: 6 } });
    const maskShape = graph.add('Shape', ['attention_mask']);
    const total = graph.add('Gather', [maskShape, graph.constant('index_1', 'int64', 1)]);
    const totalLength = graph.add('Cast', [total], { attributes: { to: 6 } });
    return [lengths, totalLength, this.#rotaryTable('cos'), this.#rotaryTable('sin')];
  }

  #rotaryTable(kind: 'cos' | 'sin'): string {
    const { context, headLength } = this.#shape;
    const table = this.#weights.rotaryTable(kind);
    return this.#graph.weight(`rotary_${kind}`, 'float32', [context, headLength / 2], table);
  }

  #attention(layer: number, input: string, shared: string[]): string {
    const graph = this.#graph;
    const { heads, keyValueHeads, headLength, hidden, architecture } = this.#shape;
    const name = `model.layers.${layer}.self_attn`;
    const parts = (['q', 'k', 'v'] as const).map((part) => this.#weights.projection(layer, part));
    // One product for query, key and value: GroupQueryAttention takes them packed in its first input.
    const product = this.#scheme.linear(input, new WeightMatrix(...parts), `${name}.qkv_proj`);
    const packed = this.#biased(layer, product);
    const projected = architecture.headNorm ? this.#normedHeads(layer, packed) : [packed, '', ''];
    const past = [`past_key_values.${layer}.key`, `past_key_values.${layer}.value`];
    const attended = graph.add('GroupQueryAttention', [...projected, ...past, ...shared], {
      domain: MICROSOFT,
      outputs: [`attention_${layer}`, `present.${layer}.key`, `present.${layer}.value`],
      attributes: {
        num_heads: heads,
        kv_num_heads: keyValueHeads,
        do_rotary: 1,
        rotary_interleaved: 0,
      },
    });
    const width = heads * headLength;
    const output = this.#weights.matrix(`blk.${layer}.attn_output.weight`, hidden, width);
    return this.#scheme.linear(attended, new WeightMatrix(output), `${name}.o_proj`);
  }

  #biased(layer: number, packed: string): string {
    if (!this.#shape.attentionBias) return packed;
    const bias = this.#weights.projectionBias(layer);
    const name = `model.layers.${layer}.self_attn.qkv_bias`;
    const stored = this.#graph.weight(name, 'float32', [bias.byteLength / 4], bias);
    return this.#graph.add('Add', [packed, stored]);
  }

  /** Query, key and value apart, every head of the first two normalised. */
  #normedHeads(layer: number, packed: string): string[] {
    const graph = this.#graph;
    const { heads, keyValueHeads, headLength } = this.#shape;
    const [wide, narrow] = [heads * headLength, keyValueHeads * headLength];
    const parts = ['query', 'key', 'value'].map((part) => `${part}_${layer}`);
    const widths = graph.constant('projection_widths', 'int64', [wide, narrow, narrow]);
    graph.add('Split', [packed, widths], { outputs: parts, attributes: { axis: -1 } });
    const [query, key, value] = parts;
    return [this.#normHeads(layer, 'q', query), this.#normHeads(layer, 'k', key), value];
  }

  #normHeads(layer: number, part: 'q' | 'k', input: string): string {
    const graph = this.#graph;
    const { headLength, normEpsilon } = this.#shape;
    const tensor = `blk.${layer}.attn_${part}_norm.weight`;
    const gamma = this.#vector(tensor, headLength);
    const apart = graph.constant('heads_apart', 'int64', [0, 0, -1, headLength]);
    const normalised = graph.add(
      'SimplifiedLayerNormalization',
      [graph.add('Reshape', [input, apart]), gamma],
      { attributes: { axis: -1, epsilon: { float: normEpsilon }, stash_type: 1 } },
    );
    const together = graph.constant('heads_together', 'int64', [0, 0, -1]);
    return graph.add('Reshape', [normalised, together]);
  }

  /** down(silu(gate x) · up x); gate and up are one product. */
  #feedForward(layer: number, input: string): string {
    const graph = this.#graph;
    const { feedForward, hidden } = this.#shape;
    const name = `model.layers.${layer}.mlp`;
    const stacked = new WeightMatrix(
      this.#weights.matrix(`blk.${layer}.ffn_gate.weight`, feedForward, hidden),
      this.#weights.matrix(`blk.${layer}.ffn_up.weight`, feedForward, hidden),
    );
    const both = this.#scheme.linear(input, stacked, `${name}.gate_up_proj`);
    const halves = graph.constant('feed_forward_halves', 'int64', [feedForward, feedForward]);
    const [gate, up] = [`gate_${layer}`, `up_${layer}`];
    graph.add('Split', [both, halves], { outputs: [gate, up], attributes: { axis: -1 } });
    const silu = graph.add('Mul', [gate, graph.add('Sigmoid', [gate])]);
    const down = this.#weights.matrix(`blk.${layer}.ffn_down.weight`, hidden, feedForward);
    const product = graph.add('Mul', [silu, up]);
    return this.#scheme.linear(product, new WeightMatrix(down), `${name}.down_proj`);
  }

  #vector(tensor: string, length: number): string {
    const values = this.#weights.vector(tensor, length);
    return this.#graph.weight(tensor, 'float32', [length], values);
  }

  /** RMS norm of `residual + branch`, and that sum; without a branch, of the residual alone. */
  #norm(
    residual: string,
    branch: string | undefined,
    tensor: string,
    name: string,
  ): { normalised: string; residual: string } {
    const gamma = this.#vector(tensor, this.#shape.hidden);
    const epsilon = { float: this.#shape.normEpsilon };
    if (branch === undefined) {
      this.#graph.add('SimplifiedLayerNormalization', [residual, gamma], {
        outputs: [name],
        attributes: { axis: -1, epsilon, stash_type: 1 },
      });
      return { normalised: name, residual };
    }
    const sum = `${name}_residual`;
    this.#graph.add('SkipSimplifiedLayerNormalization', [branch, residual, gamma], {
      domain: MICROSOFT,
      outputs: [name, '', '', sum],
      attributes: { epsilon },
    });
    return { normalised: name, residual: sum };
  }

  /** Logits of the last `num_logits_to_keep` positions; -0 as a start is position 0, so 0 keeps all. */
  #head(hidden: string): void {
    const graph = this.#graph;
    const first = graph.add('Neg', ['num_logits_to_keep']);
    const start = graph.add('Reshape', [first, graph.constant('one', 'int64', [1])]);
    const end = graph.constant('to_the_end', 'int64', [Number.MAX_SAFE_INTEGER]);
    const axis = graph.constant('axis_sequence', 'int64', [1]);
    const kept = graph.add('Slice', [hidden, start, end, axis]);
    graph.add('Identity', [this.#logits(kept)], { outputs: ['logits'] });
  }

  #logits(hidden: string): string {
    const { tied, vocabulary, hidden: width } = this.#shape;
    if (tied) return this.#scheme.tiedLinear(hidden, EMBEDDING);
    const output = this.#weights.matrix('output.weight', vocabulary, width);
    return this.#scheme.linear(hidden, new WeightMatrix(output), 'lm_head');
  }
}
