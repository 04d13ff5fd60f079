import { beforeAll, describe, expect, it } from 'vitest';
import { bertReference } from '../../transformers/conversion/testing/bert-reference';
import { randomBert, randomBertSource } from '../../transformers/conversion/testing/random-bert';
import type { EncoderPass } from '../../../core/ports/encoder-pass';
import { startEncoderPass } from '../node/start-encoder-pass';

const TOKENS = [2, 7, 11, 5, 23, 14, 9, 3];

let files: Awaited<ReturnType<typeof randomBert>>;
let configuration: Record<string, unknown>;
beforeAll(async () => {
  files = await randomBert();
  configuration = JSON.parse(new TextDecoder().decode(files['config.json']));
});
const start = (changes: Record<string, unknown> = {}) =>
  startEncoderPass(files['onnx/model_int8.onnx']!, { ...configuration, ...changes });
const copy = ({ last, words }: ReturnType<EncoderPass['run']>) => [last.slice(), words.slice()];

function cosine(a: Float32Array, b: ArrayLike<number>): number {
  const dot = (x: ArrayLike<number>, y: ArrayLike<number>) =>
    Array.from(x).reduce((sum, value, i) => sum + value * y[i]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

describe('the encoder’s kernel', () => {
  it('agrees with a plain forward pass for every number of tokens', async () => {
    const pass = (await start())!;
    for (let count = 1; count <= TOKENS.length; count++) {
      const tokens = TOKENS.slice(0, count);
      const reference = bertReference(randomBertSource(), tokens);
      const { last, words } = pass.run(tokens);
      expect(last).toHaveLength(count * pass.dimensions);
      tokens.forEach((_, at) => {
        const row = (layer: Float32Array) =>
          layer.subarray(at * pass.dimensions, (at + 1) * pass.dimensions);
        expect(cosine(row(last), reference.lastHidden[at]!)).toBeGreaterThan(0.99);
        expect(cosine(row(words), reference.wordStates[at]!)).toBeGreaterThan(0.99);
      });
    }
  });

  it('gives a text the same bits whatever it ran before', async () => {
    const pass = (await start())!;
    const fresh = copy(pass.run([2, 7, 3]));
    pass.run(TOKENS);
    expect(copy(pass.run([2, 7, 3]))).toEqual(fresh);
  });

  it('refuses layouts that it does not know', async () => {
    expect(await start({ model_type: 'roberta' })).toBeNull();
    expect(await start({ num_attention_heads: 8 })).toBeNull();
    expect(await start({ num_hidden_layers: 1 })).toBeNull();
    expect(await start({ num_hidden_layers: 3 })).toBeNull();
  });
});
