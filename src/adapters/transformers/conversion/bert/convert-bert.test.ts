import { AutoModel, AutoTokenizer, env, type Tensor } from '@huggingface/transformers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomBert, randomBertSource, writeModelFolder } from '../testing';
import { bertReference } from '../testing/bert-reference';
import { convertBertSafetensors } from './convert-bert';

const TEXTS = ['set a timer for 10 minutes', 'weather?', 'What is the note about tea (green)?'];

type Outputs = Record<string, Tensor>;
let folder: Awaited<ReturnType<typeof writeModelFolder>>;
let tokenizer: Awaited<ReturnType<typeof AutoTokenizer.from_pretrained>>;
let model: (inputs: Record<string, unknown>) => Promise<Outputs>;

beforeAll(async () => {
  folder = await writeModelFolder({ encoder: randomBert() });
  env.allowRemoteModels = false;
  env.localModelPath = folder.path;
  tokenizer = await AutoTokenizer.from_pretrained('encoder');
  const loaded = await AutoModel.from_pretrained('encoder', { dtype: 'int8', device: 'cpu' });
  model = loaded as unknown as typeof model;
});
afterAll(() => folder.remove());

async function run(texts: string[]): Promise<Outputs> {
  return model(tokenizer(texts, { padding: true }) as Record<string, unknown>);
}

/** Row `at` of sequence `sequence` of a `[batch, length, width]` tensor. */
function row({ dims, data }: Tensor, sequence: number, at: number): number[] {
  const [, length, width] = dims;
  const start = (sequence * length + at) * width;
  return Array.from((data as Float32Array).subarray(start, start + width));
}

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const dot = (x: ArrayLike<number>, y: ArrayLike<number>): number =>
    Array.from(x).reduce((sum, value, i) => sum + value * y[i], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

describe('a random BERT under transformers.js', () => {
  it('agrees with a plain forward pass, padded or not', async () => {
    const outputs = await run(TEXTS);
    TEXTS.forEach((text, sequence) => {
      const tokens = tokenizer.encode(text);
      const reference = bertReference(randomBertSource(), tokens);
      tokens.forEach((_, at) => {
        const last = row(outputs.last_hidden_state, sequence, at);
        const words = row(outputs.word_states, sequence, at);
        expect(cosine(last, reference.lastHidden[at])).toBeGreaterThan(0.99);
        expect(cosine(words, reference.wordStates[at])).toBeGreaterThan(0.99);
      });
    });
  });

  it('gives a text the same vector whatever stands beside it in the batch', async () => {
    const together = await run(TEXTS);
    const alone = await run([TEXTS[1]]);
    const [a, b] = [row(together.last_hidden_state, 1, 0), row(alone.last_hidden_state, 0, 0)];
    a.forEach((value, i) => expect(value).toBeCloseTo(b[i], 5));
  });

  it('spells unknown words and pads no further than it must', () => {
    expect(tokenizer.decode(tokenizer.encode('timer xylo 42'), { skip_special_tokens: true })).toBe(
      'timer xylo 42',
    );
    const { input_ids: ids } = tokenizer(['tea']) as { input_ids: Tensor };
    expect(ids.dims).toEqual([1, 5]);
  });
});

describe('convertBertSafetensors', () => {
  it('names what is not supported or missing', async () => {
    const source = randomBertSource();
    const config = new TextEncoder().encode('{"model_type": "roberta"}');
    await expect(convertBertSafetensors({ ...source, config })).rejects.toThrow(/roberta/);
    const deeper = new TextDecoder()
      .decode(source.config)
      .replace('"num_hidden_layers":2', '"num_hidden_layers":3');
    await expect(
      convertBertSafetensors({ ...source, config: new TextEncoder().encode(deeper) }),
    ).rejects.toThrow(/encoder\.layer\.2/);
  });
});
