import type { ModelFiles } from '../model-files';
import { encodeOnnx } from '../onnx/encode-onnx';
import { GraphBuilder } from '../onnx/graph-builder';
import type { ElementType } from '../onnx/onnx-graph';
import { collect } from '../onnx/lazy-bytes';
import { randomLlama } from './random-llama';
import { gaussian, seededRandom } from './seeded-random';

export interface ForeignModelOptions {
  /** Of cache and logits. */
  readonly type?: 'float32' | 'float16';
  /** Names of inputs that no decoder of text has, to be refused. */
  readonly extraInput?: string;
}

const layers = 2;
const heads = 2;
const headLength = 8;
const hidden = heads * headLength;
const context = 512;

/**
 * A random model as other exporters write them: `position_ids` instead of rotation inside the attention, plain products over
 * a concatenated cache, the logits of all positions, 16 bits at will. With the tokenizer of `randomLlama`.
 */
export async function foreignModel(options: ForeignModelOptions = {}): Promise<ModelFiles> {
  const { 'tokenizer.json': tokenizer, 'tokenizer_config.json': configuration } = await randomLlama(
    { precisions: ['int8'] },
  );
  const vocabulary = vocabularyOf(tokenizer!);
  const graph = new ForeignGraph(vocabulary, options).build();
  // No head_dim, no num_key_value_heads; several tokens end a turn.
  const config = {
    ...{ model_type: 'llama', hidden_size: hidden, num_attention_heads: heads },
    ...{ vocab_size: vocabulary, max_position_embeddings: context, eos_token_id: 2 },
  };
  return {
    'config.json': json(config),
    'generation_config.json': json({ eos_token_id: [2, 40] }),
    'tokenizer.json': tokenizer!,
    'tokenizer_config.json': configuration!,
    'onnx/model_q4f16.onnx': await collect(encodeOnnx(graph)),
  };
}

class ForeignGraph {
  readonly #graph = new GraphBuilder('foreign');
  readonly #random = seededRandom(7);
  readonly #vocabulary: number;
  readonly #type: ElementType;

  constructor(vocabulary: number, { type = 'float32', extraInput }: ForeignModelOptions) {
    this.#vocabulary = vocabulary;
    this.#type = type;
    if (extraInput !== undefined) this.#graph.input(extraInput, 'float32', ['batch_size', 4]);
  }

  build() {
    const graph = this.#graph;
    const tokens = graph.input('input_ids', 'int64', ['batch_size', 'sequence_length']);
    graph.input('attention_mask', 'int64', ['batch_size', 'total_sequence_length']);
    graph.input('position_ids', 'int64', ['batch_size', 'sequence_length']);
    const embedding = this.#weight('embedding', [this.#vocabulary, hidden], 1);
    const positions = this.#weight('positions', [context, hidden], 1);
    let states = graph.add('Add', [
      graph.add('Gather', [embedding, tokens]),
      graph.add('Gather', [positions, 'position_ids']),
    ]);
    const mask = this.#mask();
    for (let layer = 0; layer < layers; layer++)
      states = graph.add('Add', [states, this.#attention(layer, states, mask)]);
    const head = this.#weight('head', [hidden, this.#vocabulary], 1);
    this.#give('logits', graph.add('MatMul', [states, head]), [
      ...['batch_size', 'sequence_length'],
      this.#vocabulary,
    ]);
    return graph.build();
  }

  #attention(layer: number, states: string, mask: string): string {
    const graph = this.#graph;
    const project = (part: string): string => {
      const weight = this.#weight(`${part}_${layer}`, [hidden, hidden], hidden ** -0.5);
      const apart = graph.constant('apart', 'int64', [0, 0, heads, headLength]);
      const parts = graph.add('Reshape', [graph.add('MatMul', [states, weight]), apart]);
      return graph.add('Transpose', [parts], { attributes: { perm: [0, 2, 1, 3] } });
    };
    const query = project('query');
    const key = this.#cached(`${layer}.key`, project('key'));
    const value = this.#cached(`${layer}.value`, project('value'));
    const turned = graph.add('Transpose', [key], { attributes: { perm: [0, 1, 3, 2] } });
    const products = graph.add('MatMul', [query, turned]);
    const masked = graph.add('Add', [products, mask]);
    const attended = graph.add('MatMul', [
      graph.add('Softmax', [masked], { attributes: { axis: -1 } }),
      value,
    ]);
    const together = graph.add('Transpose', [attended], { attributes: { perm: [0, 2, 1, 3] } });
    const shape = graph.constant('together', 'int64', [0, 0, hidden]);
    const output = this.#weight(`output_${layer}`, [hidden, hidden], hidden ** -0.5);
    return graph.add('MatMul', [graph.add('Reshape', [together, shape]), output]);
  }

  /** What came before and what is new, which is also given out. */
  #cached(name: string, fresh: string): string {
    const graph = this.#graph;
    const dimensions = ['batch_size', heads, 'past_sequence_length', headLength];
    const past = graph.input(`past_key_values.${name}`, this.#type, dimensions);
    const wide = graph.add('Cast', [past], { attributes: { to: 1 } });
    const all = graph.add('Concat', [wide, fresh], { attributes: { axis: 2 } });
    this.#give(`present.${name}`, all, ['batch_size', heads, 'total_sequence_length', headLength]);
    return all;
  }

  /** 0 where a position may look, very negative where it may not: `1 x 1 x sequence x total`. */
  #mask(): string {
    const graph = this.#graph;
    const sizeOf = (input: string): string =>
      graph.add('Gather', [graph.add('Shape', [input]), graph.constant('second', 'int64', 1)]);
    const total = sizeOf('attention_mask');
    const past = graph.add('Sub', [total, sizeOf('input_ids')]);
    const one = graph.constant('step', 'int64', 1);
    const columns = graph.add('Range', [graph.constant('nought', 'int64', 0), total, one]);
    const rows = graph.add('Unsqueeze', [
      graph.add('Range', [past, total, one]),
      graph.constant('last_axis', 'int64', [1]),
    ]);
    const seen = graph.add('LessOrEqual', [columns, rows]);
    const allowed = graph.constant('allowed', 'float32', 0);
    const forbidden = graph.constant('forbidden', 'float32', -1e9);
    return graph.add('Where', [seen, allowed, forbidden]);
  }

  #give(name: string, value: string, dimensions: (string | number)[]): void {
    const to = this.#type === 'float16' ? 10 : 1;
    this.#graph.add('Cast', [value], { outputs: [name], attributes: { to } });
    this.#graph.output(name, this.#type, dimensions);
  }

  #weight(name: string, dimensions: number[], deviation: number): string {
    const size = dimensions.reduce((product, n) => product * n, 1);
    return this.#graph.float32(name, dimensions, gaussian(this.#random, size, deviation));
  }
}

function vocabularyOf(tokenizer: Uint8Array): number {
  const { model, added_tokens: added } = JSON.parse(new TextDecoder().decode(tokenizer)) as {
    model: { vocab: Record<string, number> };
    added_tokens: { id: number }[];
  };
  return 1 + Math.max(...Object.values(model.vocab), ...added.map(({ id }) => id));
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
