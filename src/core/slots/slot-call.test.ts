import { expect, it } from 'vitest';
import { FakeEncoder } from '../testing/fake-encoder';
import { CONSIDERED_WORDS } from './request-words';
import { slotRequest } from './slot-call';

it('reads a long request from its beginning, its words as wide as those of a short one', async () => {
  const texts = ['play Abba', `play Abba ${'again '.repeat(100)}`];
  const [short, long] = await new FakeEncoder().embed(texts);
  const { features, words } = slotRequest(texts[1], long);
  expect(words).toHaveLength(CONSIDERED_WORDS);
  expect(features.width).toBe(slotRequest(texts[0], short).features.width);
  expect(features.rows).toHaveLength(CONSIDERED_WORDS * features.width);
});
