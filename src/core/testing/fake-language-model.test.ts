import { expect, it } from 'vitest';
import { FakeLanguageModel } from './fake-language-model';
import { contractContext, describeLanguageModel } from './language-model-contract';

describeLanguageModel('the fake', {
  create: async () => new FakeLanguageModel({ contextLength: contractContext, pieces: ['Ġthe'] }),
  tolerance: 0,
});

it('the fake wants the token that its script names', async () => {
  const model = new FakeLanguageModel({ next: (tokens) => (tokens.length === 2 ? 65 : -1) });
  await model.forward(Int32Array.of(5));
  const row = await model.forward(Int32Array.of(6));
  expect(row.indexOf(Math.max(...row))).toBe(65);
});

it('the fake records its calls', async () => {
  const model = new FakeLanguageModel();
  await model.forward(Int32Array.of(5, 6));
  await model.keep('a');
  await model.truncate(1);
  expect(model.calls).toEqual(['forward 2', 'keep a', 'truncate 1']);
});
