import { readFileSync } from 'node:fs';
import { AutoModelForCausalLM, AutoTokenizer, env, Tensor } from '@huggingface/transformers';
import { beforeAll, describe, expect, it } from 'vitest';
import { divergence, logSoftmax } from '../testing/divergence';
import { available, installedModels, sharedDataFile } from '../testing/shared-data';

/** llama.cpp's answers for one text; the lists run over positions. */
interface ReferenceCase {
  text: string;
  tokens: number[];
  topTokens: number[][];
  topLogProbabilities: number[][];
  greedyText: string;
}

const MODEL = 'SmolLM2-135M-Instruct';
const DATA = 'smollm2-135m-reference.json';
const limits = { int8: 0.08, q4: 0.01 } as const;

describe.runIf(available(DATA, MODEL))('SmolLM2 against llama.cpp', () => {
  let cases: ReferenceCase[] = [];
  // Not while tests are collected: then the file need not be there.
  beforeAll(() => {
    const text = readFileSync(sharedDataFile(DATA) ?? '', 'utf8');
    ({ cases } = JSON.parse(text) as { cases: ReferenceCase[] });
  });
  env.allowRemoteModels = false;
  env.localModelPath = installedModels;

  it('cuts the same text into the same tokens', async () => {
    const tokenizer = await AutoTokenizer.from_pretrained(MODEL);
    for (const { text: prompt, tokens } of cases) {
      expect(tokenizer.encode(prompt, { add_special_tokens: false })).toEqual(tokens);
    }
  });

  it.each(['int8', 'q4'] as const)('%s gives the same next-token probabilities', async (dtype) => {
    const model = await AutoModelForCausalLM.from_pretrained(MODEL, { dtype, device: 'cpu' });
    const divergences: number[] = [];
    for (const example of cases) {
      const { logits } = (await model(inputs(example.tokens))) as { logits: Tensor };
      const [, , width] = logits.dims;
      example.tokens.forEach((_, at) => {
        const row = (logits.data as Float32Array).subarray(at * width, (at + 1) * width);
        divergences.push(
          divergence(example.topTokens[at], example.topLogProbabilities[at], logSoftmax(row)),
        );
      });
    }
    await model.dispose();
    const mean = divergences.reduce((sum, value) => sum + value, 0) / divergences.length;
    console.info(`${dtype}: mean KL to llama.cpp ${mean.toFixed(4)} nat`);
    expect(mean).toBeLessThanOrEqual(limits[dtype]);
  });

  it('continues a prompt sensibly', async () => {
    const model = await AutoModelForCausalLM.from_pretrained(MODEL, {
      dtype: 'int8',
      device: 'cpu',
    });
    const tokenizer = await AutoTokenizer.from_pretrained(MODEL);
    const { tokens, greedyText } = cases[0];
    const generated = (await model.generate({
      ...inputs(tokens),
      max_new_tokens: 12,
      do_sample: false,
    } as never)) as Tensor;
    const answer = tokenizer.decode(generated.tolist()[0].slice(tokens.length) as number[], {});
    await model.dispose();
    expect(answer.slice(0, 20)).toBe(greedyText.slice(0, 20));
  });
});

function inputs(tokens: number[]): Record<string, Tensor> {
  const length = tokens.length;
  return {
    input_ids: new Tensor('int64', BigInt64Array.from(tokens.map(BigInt)), [1, length]),
    attention_mask: new Tensor('int64', new BigInt64Array(length).fill(1n), [1, length]),
  };
}
