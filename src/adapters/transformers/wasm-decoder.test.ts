import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractContext, describeLanguageModel } from '../../core/testing/language-model-contract';
import { randomLlama, writeModelFolder } from './conversion/testing';
import { loadLanguageModel } from './load-language-model';
import { folderSource } from '../cache-storage/node/folder-source';
import { startWasm } from './node/start-wasm';
import type { WasmModule } from './wasm-module';

let folder: Awaited<ReturnType<typeof writeModelFolder>>;
let module: WasmModule;
beforeAll(async () => {
  folder = await writeModelFolder({ random: randomLlama({ precisions: ['int8'] }) });
  module = await startWasm(1);
});
afterAll(() => folder.remove());

const load = (contextLength: number, wasm: boolean) =>
  loadLanguageModel(folderSource(folder.path, 'random'), {
    backend: wasm ? 'wasm' : 'cpu',
    threads: 1,
    contextLength,
    ...(wasm && { startModule: () => Promise.resolve(module) }),
  });

describeLanguageModel('WebAssembly with a random two-layer model', {
  create: () => load(contractContext, true),
  tolerance: 0.1,
});

describe('the cache in the heap', () => {
  it('grows past its first room and gives the logits of the native session', async () => {
    const [here, native] = await Promise.all([load(2048, true), load(2048, false)]);
    const tokens = Int32Array.from({ length: 700 }, (_, i) => 3 + ((i * 37) % 250));
    for (const model of [here, native]) await model.forward(tokens.slice(0, 500));
    await here.keep('500');
    const rows = await Promise.all(
      [here, native].map(async (model) => (await model.forward(tokens.slice(500))).slice()),
    );
    const [actual, expected] = rows;
    actual!.forEach((logit, i) => expect(Math.abs(logit - expected![i]!)).toBeLessThan(0.1));
    // Kept before it grew.
    expect(await here.resume('500')).toBe(true);
    const again = await here.forward(tokens.slice(500));
    again.forEach((logit, i) => expect(logit).toBeCloseTo(actual![i]!, 1));
    await Promise.all([here.dispose(), native.dispose()]);
  });

  it('is written back when what was kept has been overwritten', async () => {
    const model = await load(256, true);
    const tokens = Int32Array.from({ length: 40 }, (_, i) => 3 + ((i * 37) % 250));
    await model.forward(tokens);
    await model.keep('kept');
    const expected = (await model.forward(Int32Array.of(9))).slice();
    // From here on both ways back: appended to only, and overwritten.
    expect(await model.resume('kept')).toBe(true);
    expect(await model.forward(Int32Array.of(9))).toEqual(expected);
    await model.truncate(10);
    await model.forward(tokens.slice(0, 35).reverse());
    expect(await model.resume('kept')).toBe(true);
    expect(await model.forward(Int32Array.of(9))).toEqual(expected);
    await model.dispose();
  });
});
