import { expect, it } from 'vitest';
import { FakeLanguageModel } from '../../core/testing/fake-language-model';
import { probeCard } from './card-probe';

const token = (letter: string): number => new FakeLanguageModel().encode(letter)[0]!;

it('a card that computes rightly passes, and the cache is empty afterwards', async () => {
  const model = new FakeLanguageModel({ next: () => token('G') });
  await probeCard(model, 'Some model');
  expect(model.length).toBe(0);
});

it('a card that computes another letter is refused', async () => {
  const model = new FakeLanguageModel({ next: () => token('x') });
  await expect(probeCard(model, 'Some model')).rejects.toMatchObject({
    code: 'engine-wrong',
    message: expect.stringContaining('runs on the processor') as string,
  });
});

it('a card that computes no numbers is refused', async () => {
  const model = new FakeLanguageModel({ next: () => token('G') });
  model.forward = () => Promise.resolve(new Float32Array(model.vocabularySize).fill(Number.NaN));
  await expect(probeCard(model, 'Some model')).rejects.toMatchObject({ code: 'engine-wrong' });
});
