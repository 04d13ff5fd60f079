import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Encoder } from '../ports/encoder';

/** What every encoder must do, as vitest tests. */
export function describeEncoder(name: string, create: () => Promise<Encoder>): void {
  describe(`${name} keeps the contract of an encoder:`, () => {
    let encoder: Encoder;
    beforeAll(async () => {
      encoder = await create();
    });
    afterAll(() => encoder.dispose());

    const one = async (text: string) => (await encoder.embed([text]))[0]!;

    it('has a hash', () => {
      expect(encoder.hash).not.toBe('');
    });

    it('pooled states have the dimensions and length 1, also of the empty text', async () => {
      for (const text of ['set a timer', 'a', '', '   ', '🙂 ?!', 'word '.repeat(400)]) {
        const { pooled } = await one(text);
        expect(pooled).toHaveLength(encoder.dimensions);
        expect(Math.hypot(...pooled)).toBeCloseTo(1, 4);
      }
    });

    it('there is one finite state a white-space word', async () => {
      for (const [text, words] of [
        ['set a timer for 10 minutes', 6],
        ["  what's\n\tthe   weather?  ", 3],
        ['', 0],
        ['unbelievablylongwordofmanypieces', 1],
        ['word '.repeat(400), 400],
      ] as const) {
        const states = (await one(text)).words;
        expect(states).toHaveLength(words * encoder.wordDimensions);
        expect(states.every(Number.isFinite)).toBe(true);
      }
    });

    it('states come in the order of the texts', async () => {
      const texts = ['set a timer', 'buy milk', 'what is the weather in the town'];
      const states = await encoder.embed(texts);
      expect(states).toHaveLength(3);
      for (const [i, text] of texts.entries()) {
        expect(states[i]!.words.length).toBe(text.split(' ').length * encoder.wordDimensions);
        expect(states[i]!.pooled).toEqual((await one(text)).pooled);
      }
    });

    it('a state does not depend on the other texts of the call', async () => {
      const alone = await one('buy milk');
      const [beside] = await encoder.embed(['buy milk', 'a much longer text that needs padding']);
      expect(beside!.pooled).toEqual(alone.pooled);
      expect(beside!.words).toEqual(alone.words);
    });

    it('different texts have different states', async () => {
      const { pooled } = await one('set a timer');
      const other = await one('buy milk');
      expect(pooled.some((x, i) => Math.abs(x - other.pooled[i]!) > 1e-3)).toBe(true);
    });

    it('concurrent calls give what they give one by one', async () => {
      const [a, b] = await Promise.all([one('set a timer'), one('buy milk')]);
      expect(a.pooled).toEqual((await one('set a timer')).pooled);
      expect(b.pooled).toEqual((await one('buy milk')).pooled);
    });

    it('no texts give no states', async () => {
      expect(await encoder.embed([])).toEqual([]);
    });
  });
}
