import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractContext, describeLanguageModel } from '../../core/testing/language-model-contract';
import type { LanguageModel } from '../../core/ports/language-model';
import { folderSource } from '../cache-storage/node/folder-source';
import { randomLlama, randomLlamaGguf, writeModelFolder } from '../transformers/conversion/testing';
import { llamaReference } from '../transformers/conversion/testing/llama-reference';
import { loadLanguageModel } from '../transformers/load-language-model';
import { startKernel } from './node/start-kernel';

const models = {
  tied: { layers: 2 },
  apart: { tied: false, layers: 3, hidden: 96, heads: 3, keyValueHeads: 1, feedForward: 160 },
  qwen2: { architecture: 'qwen2' },
  qwen3: { architecture: 'qwen3', headLength: 32 },
} as const;

let folder: Awaited<ReturnType<typeof writeModelFolder>>;
beforeAll(async () => {
  const entries = Object.entries(models).map(
    async ([name, sizes]) => [name, await randomLlama({ ...sizes, precisions: ['int8'] })] as const,
  );
  folder = await writeModelFolder(Object.fromEntries(await Promise.all(entries)));
});
afterAll(() => folder.remove());

const load = (
  name: keyof typeof models,
  threads: number,
  contextLength: number = contractContext,
) =>
  loadLanguageModel(folderSource(folder.path, name), {
    backend: 'wasm',
    threads,
    contextLength,
    startDecoder: startKernel(threads),
  });

const ids = (length: number) => Int32Array.from({ length }, (_, i) => 3 + ((i * 37) % 250));

async function rowsOf(model: LanguageModel, tokens: Int32Array): Promise<Float32Array[]> {
  const rows: Float32Array[] = [];
  for await (const row of model.forwardAll(tokens)) rows.push(row.slice());
  return rows;
}

describeLanguageModel('the kernel with a random two-layer model', {
  create: () => load('tied', 1),
  tolerance: 0,
});

describe('the kernel', () => {
  it.each(Object.keys(models) as (keyof typeof models)[])(
    'comes nearer to a plain float64 pass than ONNX Runtime does (%s)',
    async (name) => {
      const ours = await load(name, 1);
      const theirs = await loadLanguageModel(folderSource(folder.path, name), {
        backend: 'cpu',
        threads: 1,
      });
      const tokens = ids(70);
      const { logits } = llamaReference(randomLlamaGguf(models[name]), Array.from(tokens));
      const distance = (rows: readonly Float32Array[]) => {
        const off = rows.flatMap((row, at) =>
          Array.from(row, (x, id) => (x - logits[at]![id]!) ** 2),
        );
        return Math.sqrt(off.reduce((sum, one) => sum + one, 0) / off.length);
      };
      // .10 and .16, .017 and .025 when measured; a wrong pass is off by 5 and more.
      const [our, their] = [
        distance(await rowsOf(ours, tokens)),
        distance(await rowsOf(theirs, tokens)),
      ];
      expect(our).toBeLessThan(their);
      expect(our).toBeLessThan(0.2);
      await Promise.all([ours.dispose(), theirs.dispose()]);
    },
  );

  it('gives the same bits with helpers as alone, and in parts as in one piece', async () => {
    const [alone, helped] = [await load('apart', 1), await load('apart', 3)];
    const tokens = ids(75);
    const whole = await rowsOf(alone, tokens);
    const parts: Float32Array[] = [];
    for (const [from, to] of [
      [0, 1],
      [1, 6],
      [6, 40],
      [40, 75],
    ] as const) {
      parts.push(...(await rowsOf(helped, tokens.slice(from, to))));
    }
    expect(parts).toEqual(whole);
    await Promise.all([alone.dispose(), helped.dispose()]);
  });

  it('writes back what was kept when it has been overwritten', async () => {
    const model = await load('tied', 1, 256);
    await model.forward(ids(40));
    await model.keep('kept');
    const expected = (await model.forward(Int32Array.of(9))).slice();
    // Both ways back: appended to only, and overwritten.
    expect(await model.resume('kept')).toBe(true);
    expect(await model.forward(Int32Array.of(9))).toEqual(expected);
    await model.truncate(10);
    await model.forward(ids(35).reverse());
    expect(await model.resume('kept')).toBe(true);
    expect(await model.forward(Int32Array.of(9))).toEqual(expected);
    await model.dispose();
  });
});
