import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AutoModelForCausalLM, Tensor } from '@huggingface/transformers';
import { folderSource } from '../../src/adapters/cache-storage/node/folder-source';
import { provideModel } from '../../src/adapters/transformers/library-environment';
import { root } from './paths';

const modelId = 'SmolLM2-135M-Instruct';
const files = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json'];

/** llama.cpp's tokens and greedy answers for three prompts. */
export interface ReferenceCase {
  readonly text: string;
  readonly tokens: readonly number[];
  readonly greedyTokens: readonly number[];
}

export function referenceCases(): readonly ReferenceCase[] {
  const file = join(root, '../shared/data/smollm2-135m-reference.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { cases: ReferenceCase[] }).cases;
}

/** Logits at every position, by ONNX Runtime on the processor from the exact 4-bit weights. */
export async function exactLogits(tokens: readonly number[]): Promise<Float32Array[]> {
  const source = folderSource(join(root, 'public/models'), modelId);
  await source.fetch([...files, 'onnx/model_q4.onnx'], () => {});
  provideModel(source);
  const model = await AutoModelForCausalLM.from_pretrained(modelId, { dtype: 'q4', device: 'cpu' });
  const dims = [1, tokens.length];
  const { logits } = (await model({
    input_ids: new Tensor('int64', BigInt64Array.from(tokens, BigInt), dims),
    attention_mask: new Tensor('int64', new BigInt64Array(tokens.length).fill(1n), dims),
    num_logits_to_keep: new Tensor('int64', BigInt64Array.of(0n), []),
  })) as { logits: { data: Float32Array; dims: number[] } };
  await model.dispose();
  const size = logits.dims.at(-1)!;
  return tokens.map((_, at) => logits.data.slice(at * size, (at + 1) * size));
}

/** Kullback-Leibler divergence of the distributions of two rows of logits, in nats. */
export function divergence(expected: ArrayLike<number>, actual: ArrayLike<number>): number {
  const [p, q] = [logSoftmax(expected), logSoftmax(actual)];
  return p.reduce((sum, log, i) => sum + Math.exp(log) * (log - q[i]!), 0);
}

function logSoftmax(logits: ArrayLike<number>): number[] {
  const row = Array.from(logits);
  const largest = row.reduce((a, b) => Math.max(a, b));
  const total = Math.log(row.reduce((sum, logit) => sum + Math.exp(logit - largest), 0)) + largest;
  return row.map((logit) => logit - total);
}
