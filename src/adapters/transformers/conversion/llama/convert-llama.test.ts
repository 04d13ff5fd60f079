import { AutoModelForCausalLM, AutoTokenizer, env, Tensor } from '@huggingface/transformers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  randomLlama,
  type RandomLlamaOptions,
  randomLlamaGguf,
  writeModelFolder,
} from '../testing';
import { llamaReference, softmax } from '../testing/llama-reference';
import { convertLlamaGguf } from './convert-llama';
import type { LlamaPrecision } from './llama-graph';

type Outputs = Record<string, Tensor>;
type Model = (inputs: Record<string, unknown>) => Promise<Outputs>;

const TOKENS = [1, 40, 99, 200, 7, 7, 150, 31, 262, 2, 88, 5];
const gguf = randomLlamaGguf();
const reference = llamaReference(gguf, TOKENS);

let folder: Awaited<ReturnType<typeof writeModelFolder>>;
beforeAll(async () => {
  folder = await writeModelFolder({ tiny: randomLlama() });
  env.allowRemoteModels = false;
  env.localModelPath = folder.path;
});
afterAll(() => folder.remove());

const load = async (dtype: LlamaPrecision, id = 'tiny'): Promise<Model> =>
  (await AutoModelForCausalLM.from_pretrained(id, {
    dtype,
    device: 'cpu',
  })) as unknown as Model;

function inputs(tokens: number[], past = 0, keep = 0): Record<string, Tensor> {
  const total = past + tokens.length;
  return {
    input_ids: new Tensor('int64', BigInt64Array.from(tokens.map(BigInt)), [1, tokens.length]),
    attention_mask: new Tensor('int64', new BigInt64Array(total).fill(1n), [1, total]),
    num_logits_to_keep: new Tensor('int64', [BigInt(keep)], []),
  };
}

const cacheOf = (outputs: Outputs): Outputs =>
  Object.fromEntries(
    Object.entries(outputs)
      .filter(([name]) => name.startsWith('present.'))
      .map(([name, tensor]) => [name.replace('present', 'past_key_values'), tensor]),
  );

/** The rows of a `[1, rows, width]` tensor. */
function rowsOf({ dims, data }: Tensor): number[][] {
  const width = dims[2];
  return Array.from({ length: dims[1] }, (_, row) =>
    Array.from((data as Float32Array).subarray(row * width, (row + 1) * width)),
  );
}

function largestDifference(actual: number[][], expected: ArrayLike<number>[]): number {
  expect(actual.length).toBe(expected.length);
  return Math.max(...actual.flatMap((row, at) => row.map((x, i) => Math.abs(x - expected[at][i]))));
}

function divergence(expected: ArrayLike<number>, actual: ArrayLike<number>): number {
  const [p, q] = [softmax(expected), softmax(actual)];
  return p.reduce((sum, x, i) => sum + x * Math.log(x / q[i]), 0);
}

describe.each(['q4', 'int8'] as const)(
  'a random Llama as %s under transformers.js',
  (precision) => {
    let model: Model;
    beforeAll(async () => {
      model = await load(precision);
    });

    it('agrees with a plain forward pass over the GGUF', async () => {
      const outputs = await model(inputs(TOKENS));
      const pairs = [
        [outputs.logits, reference.logits],
        [outputs.last_hidden_state, reference.lastHidden],
        [outputs.middle_hidden_state, reference.middleHidden],
      ] as const;
      if (precision === 'q4') {
        for (const [actual, expected] of pairs) {
          expect(largestDifference(rowsOf(actual), expected)).toBeLessThan(1e-3);
        }
      }
      const logits = rowsOf(outputs.logits);
      const divergences = logits.map((row, at) => divergence(reference.logits[at], row));
      const mean = divergences.reduce((a, b) => a + b, 0) / divergences.length;
      expect(mean).toBeLessThan(precision === 'q4' ? 1e-6 : 0.02);
    });

    it('gives the same in one piece, in chunks and token by token', async () => {
      const whole = rowsOf((await model(inputs(TOKENS))).logits);
      for (const size of [1, 5]) {
        const pieces: number[][] = [];
        let cache: Outputs | undefined;
        for (let past = 0; past < TOKENS.length; past += size) {
          const chunk = TOKENS.slice(past, past + size);
          const outputs = await model({ ...inputs(chunk, past), past_key_values: cache });
          pieces.push(...rowsOf(outputs.logits));
          cache = cacheOf(outputs);
        }
        expect(largestDifference(pieces, whole)).toBeLessThan(1e-4);
      }
    });

    it('keeps only the asked number of logits, and every hidden state', async () => {
      const whole = await model(inputs(TOKENS));
      for (const keep of [1, 3, 100]) {
        const outputs = await model(inputs(TOKENS, 0, keep));
        const kept = Math.min(keep, TOKENS.length);
        expect(outputs.logits.dims[1]).toBe(kept);
        expect(outputs.last_hidden_state.dims).toEqual([1, TOKENS.length, 64]);
        expect(
          largestDifference(rowsOf(outputs.logits), rowsOf(whole.logits).slice(-kept)),
        ).toBeLessThan(1e-4);
      }
    });
  },
);

/** Mean KL of a random model's logits to the plain forward pass, in both precisions. */
async function divergences(options: RandomLlamaOptions): Promise<{ q4: number; int8: number }> {
  const other = await writeModelFolder({ other: randomLlama(options) });
  env.localModelPath = other.path;
  const expected = llamaReference(randomLlamaGguf(options), TOKENS).logits;
  const mean = async (dtype: LlamaPrecision): Promise<number> => {
    const logits = rowsOf((await (await load(dtype, 'other'))(inputs(TOKENS))).logits);
    return logits.reduce((sum, row, at) => sum + divergence(expected[at], row), 0) / logits.length;
  };
  const means = { q4: await mean('q4'), int8: await mean('int8') };
  env.localModelPath = folder.path;
  await other.remove();
  return means;
}

describe('other ways of storing a model', () => {
  const small = ['Q4_0', 'Q5_0', 'Q5_1', 'Q8_0', 'F16', 'BF16', 'F32'] as const;
  it.each(small)('%s matrices, three layers and an output layer of its own', async (matrixType) => {
    const sizes = { layers: 3, hidden: 96, heads: 3, keyValueHeads: 1, tied: false };
    const means = await divergences({ ...sizes, matrixType });
    expect(Math.max(means.q4, means.int8)).toBeLessThan(0.02);
  });

  it.each(['Q4_K', 'Q5_K', 'Q6_K'] as const)('%s matrices', async (matrixType) => {
    const means = await divergences({ hidden: 256, feedForward: 256, matrixType });
    expect(means.int8).toBeLessThan(0.02);
    expect(means.q4).toBeLessThan(matrixType === 'Q4_K' ? 1e-6 : 0.001);
  });
});

describe('other layouts', () => {
  it.each(['llama', 'qwen2', 'qwen3'] as const)(
    '%s, with heads that are wider together than the model',
    async (architecture) => {
      // Q4_0 is kept exactly: what remains is the layout's doing.
      const sizes = { heads: 4, keyValueHeads: 2, headLength: 32, matrixType: 'Q4_0' } as const;
      const means = await divergences({ architecture, ...sizes });
      expect(means.q4).toBeLessThan(1e-6);
      expect(means.int8).toBeLessThan(0.02);
    },
  );

  it('Llama 3.1, whose rotation has factors', async () => {
    const sizes = { ropeFactors: true, matrixType: 'Q4_0' } as const;
    const means = await divergences(sizes);
    expect(means.q4).toBeLessThan(1e-6);
    expect(means.int8).toBeLessThan(0.02);
    // Without them it would be another model.
    const [plain, turned] = [false, true].map((ropeFactors) =>
      llamaReference(randomLlamaGguf({ ...sizes, ropeFactors }), TOKENS).logits.at(-1)!,
    );
    expect(largestDifference([[...plain]], [turned])).toBeGreaterThan(0.1);
  });

  it('Qwen3 gives the same in one piece and token by token', async () => {
    const options = { architecture: 'qwen3', headLength: 32, precisions: ['q4'] } as const;
    const other = await writeModelFolder({ other: randomLlama(options) });
    env.localModelPath = other.path;
    const model = await load('q4', 'other');
    env.localModelPath = folder.path;
    const whole = rowsOf((await model(inputs(TOKENS))).logits);
    const pieces: number[][] = [];
    let cache: Outputs | undefined;
    for (const [past, token] of TOKENS.entries()) {
      const outputs = await model({ ...inputs([token], past), past_key_values: cache });
      pieces.push(...rowsOf(outputs.logits));
      cache = cacheOf(outputs);
    }
    await other.remove();
    expect(largestDifference(pieces, whole)).toBeLessThan(1e-4);
  });
});

describe('convertLlamaGguf', () => {
  it('makes a tokenizer that spells any text, with the chat template', async () => {
    const tokenizer = await AutoTokenizer.from_pretrained('tiny');
    const prompt = tokenizer.apply_chat_template([{ role: 'user', content: 'Grüße, the 42 🙂' }], {
      tokenize: false,
      add_generation_prompt: true,
    });
    expect(prompt).toBe('<|im_start|>user\nGrüße, the 42 🙂<|im_end|>\n<|im_start|>assistant\n');
    const ids = tokenizer.encode(String(prompt), { add_special_tokens: false });
    expect(ids[0]).toBe(1);
    expect(ids.filter((id) => id === 2)).toHaveLength(1);
    expect(tokenizer.decode(ids, { skip_special_tokens: false })).toBe(prompt);
  });

  it('writes the sizes into the configuration', async () => {
    const files = await randomLlama({ layers: 3, hidden: 96, heads: 3, keyValueHeads: 1, seed: 4 });
    const config = JSON.parse(new TextDecoder().decode(files['config.json'])) as object;
    expect(config).toMatchObject({ num_hidden_layers: 3, head_dim: 32, num_key_value_heads: 1 });
    expect(Object.keys(files)).toContain('onnx/model_q4.onnx');
  });

  it('reports progress up to the end', async () => {
    const fractions: number[] = [];
    const onProgress = (fraction: number): void => void fractions.push(fraction);
    await convertLlamaGguf(gguf, { precision: 'q4', onProgress });
    expect(fractions.at(-1)).toBe(1);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  });
});
