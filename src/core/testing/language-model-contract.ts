import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LanguageModel, LogitRow } from '../ports/language-model';

/** Context that the model under test must be made with: small, so that filling it is cheap. */
export const contractContext = 96;

export interface LanguageModelContract {
  /** A fresh model with a context of `contractContext` tokens. */
  readonly create: () => Promise<LanguageModel>;
  /** Largest difference of a logit between two ways to the same tokens; 0 for exact arithmetic. */
  readonly tolerance: number;
}

/** What every language model must do, as vitest tests. */
export function describeLanguageModel(
  name: string,
  { create, tolerance }: LanguageModelContract,
): void {
  describe(`${name} keeps the contract of a language model:`, () => {
    let model: LanguageModel;
    let tokens: Int32Array;
    beforeAll(async () => {
      model = await create();
      tokens = model.encode('The cat sat on the mat, and then it ate an onion.').slice(0, 12);
    });
    beforeEach(() => model.truncate(0));
    afterAll(() => model.dispose());

    function expectClose(actual: LogitRow, expected: LogitRow): void {
      expect(actual.length).toBe(expected.length);
      const difference = actual.reduce((max, x, i) => Math.max(max, Math.abs(x - expected[i]!)), 0);
      expect(difference).toBeLessThanOrEqual(tolerance);
    }
    async function fresh(of: Int32Array): Promise<LogitRow> {
      await model.truncate(0);
      return (await model.forward(of)).slice();
    }
    async function all(of: Int32Array): Promise<LogitRow[]> {
      const rows: LogitRow[] = [];
      for await (const row of model.forwardAll(of)) rows.push(row.slice());
      return rows;
    }

    it('a row has one finite logit a token, and they are not probabilities', async () => {
      const row = await fresh(tokens);
      expect(row.length).toBe(model.vocabularySize);
      expect(row.every(Number.isFinite)).toBe(true);
      const sum = row.reduce((total, logit) => total + logit, 0);
      expect(Math.abs(sum - 1)).toBeGreaterThan(0.01);
      expect(row.some((logit) => logit < 0)).toBe(true);
    });

    it('forward gives the last row of forwardAll', async () => {
      const rows = await all(tokens);
      expect(rows).toHaveLength(tokens.length);
      expectClose(rows.at(-1)!, await fresh(tokens));
    });

    it('each row of forwardAll is the row after its token', async () => {
      const rows = await all(tokens);
      expectClose(rows[4]!, await fresh(tokens.slice(0, 5)));
    });

    it('forwardAll gives only the last rows when that is what is asked', async () => {
      const rows = await all(tokens);
      await model.truncate(0);
      const last: LogitRow[] = [];
      for await (const row of model.forwardAll(tokens, undefined, 2)) last.push(row.slice());
      expect(last).toHaveLength(2);
      expectClose(last[0]!, rows.at(-2)!);
      expectClose(last[1]!, rows.at(-1)!);
    });

    it('token by token gives the same row as all at once', async () => {
      let row: LogitRow | undefined;
      for (const token of tokens) row = await model.forward(Int32Array.of(token));
      expectClose(row!.slice(), await fresh(tokens));
    });

    it('the rows depend on the tokens before', async () => {
      const row = await fresh(tokens);
      const other = await fresh(tokens.slice(1));
      expect(row.some((logit, i) => Math.abs(logit - other[i]!) > tolerance)).toBe(true);
    });

    it('length counts the tokens in the cache', async () => {
      expect(model.length).toBe(0);
      await model.forward(tokens);
      expect(model.length).toBe(tokens.length);
      await model.truncate(5);
      expect(model.length).toBe(5);
      await model.truncate(9);
      expect(model.length).toBe(5);
    });

    it('going on after truncate is going on from there', async () => {
      const expected = await fresh(Int32Array.of(...tokens.slice(0, 6), tokens[9]!));
      for (const forwarded of [tokens, tokens.slice(0, 7)]) {
        await fresh(forwarded);
        await model.truncate(6);
        expectClose(await model.forward(tokens.slice(9, 10)), expected);
      }
    });

    it('going back over several passes is going back', async () => {
      const expected = await fresh(Int32Array.of(...tokens.slice(0, 3), tokens[9]!));
      await fresh(tokens.slice(0, 3));
      await model.forward(tokens.slice(3, 5));
      await model.forward(tokens.slice(5, 8));
      await model.truncate(5);
      await model.truncate(3);
      expectClose(await model.forward(tokens.slice(9, 10)), expected);
    });

    it('resume gives back what was kept, whatever came after', async () => {
      await model.forward(tokens.slice(0, 6));
      await model.keep('six');
      const expected = (await model.forward(tokens.slice(6, 7))).slice();
      await model.truncate(2);
      await model.forward(tokens.slice(9));
      for (let time = 0; time < 2; time++) {
        expect(await model.resume('six')).toBe(true);
        expect(model.length).toBe(6);
        expectClose(await model.forward(tokens.slice(6, 7)), expected);
      }
    });

    it('resume of an unknown name changes nothing', async () => {
      await model.forward(tokens.slice(0, 3));
      expect(await model.resume('never kept')).toBe(false);
      expect(model.length).toBe(3);
    });

    it('keeps the most recently used caches and forgets the others', async () => {
      await model.forward(tokens.slice(0, 1));
      await model.keep('used');
      for (let i = 0; i < 64; i++) {
        await model.keep(`other ${i}`);
        await model.resume('used');
      }
      expect(await model.resume('used')).toBe(true);
      expect(await model.resume('other 0')).toBe(false);
    });

    it('a cache that was saved as bytes goes on as the one it was', async () => {
      const { portable } = model;
      if (!portable) return;
      await model.forward(tokens.slice(0, 6));
      const bytes = await portable.save();
      const expected = (await model.forward(tokens.slice(6, 7))).slice();
      await model.truncate(0);
      // Bytes are read from files, where nothing is aligned.
      const unaligned = new Uint8Array(bytes.length + 1).subarray(1);
      unaligned.set(bytes);
      expect(await portable.load(unaligned, 6)).toBe(true);
      expect(model.length).toBe(6);
      expectClose(await model.forward(tokens.slice(6, 7)), expected);
    });

    it('bytes of another length are refused and change nothing', async () => {
      const { portable } = model;
      if (!portable) return;
      await model.forward(tokens.slice(0, 6));
      const bytes = await portable.save();
      await model.forward(tokens.slice(6, 9));
      expect(await portable.load(bytes.slice(0, -4), 6)).toBe(false);
      expect(await portable.load(bytes, 7)).toBe(false);
      expect(model.length).toBe(9);
    });

    it('refuses tokens that do not fit the context and stays as it was', async () => {
      expect(model.contextLength).toBe(contractContext);
      await model.forward(new Int32Array(contractContext - 1).fill(tokens[0]!));
      const two = tokens.slice(0, 2);
      await expect(model.forward(two)).rejects.toMatchObject({ code: 'context-full' });
      expect(model.length).toBe(contractContext - 1);
      await model.forward(tokens.slice(0, 1));
      expect(model.length).toBe(contractContext);
    });

    it('an aborted signal rejects with cancelled and appends nothing', async () => {
      const controller = new AbortController();
      controller.abort();
      await expect(model.forward(tokens, controller.signal)).rejects.toMatchObject({
        code: 'cancelled',
      });
      expect(model.length).toBe(0);
    });

    it('encode and decode are inverse, emoji and scripts included', () => {
      for (const text of ['Hello, world', ' leading', 'naïve café', '你好 🙂👩‍👩‍👧', 'a\n\n\tb', '']) {
        expect(model.decode(model.encode(text))).toBe(text);
      }
    });

    it('special tokens are one id when written out, and no text', () => {
      const rendered = model.renderPrompt([{ role: 'user', content: 'Hi' }]);
      const specials = [...model.encode(rendered)].filter((id) => model.stopTokens.includes(id));
      expect(specials.length).toBeGreaterThanOrEqual(3);
      expect(model.decode(specials)).toBe('');
      expect(model.decode(model.encode(rendered))).toContain('Hi');
    });

    it('the rendered prompt holds the messages in order and waits for the assistant', () => {
      const rendered = model.renderPrompt([
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'First' },
        { role: 'assistant', content: 'Second' },
        { role: 'user', content: 'Third' },
      ]);
      expect(rendered).toMatch(/Be brief\.[^]*First[^]*Second[^]*Third[^]*assistant\s*$/);
    });

    it('an incomplete character decodes to the replacement character', () => {
      const emoji = model.encode('🫠');
      expect(emoji.length).toBeGreaterThan(1);
      expect(model.decode(emoji.slice(0, -1))).toContain('\uFFFD');
    });

    it('the vocabulary has a piece for every token that is text, in the byte alphabet', () => {
      const pieces = model.vocabulary();
      expect(pieces).toHaveLength(model.vocabularySize);
      expect([...model.encode(' the')].map((id) => pieces[id]).join('')).toBe('Ġthe');
      for (const id of model.stopTokens) expect(pieces[id]).toBe('');
    });
  });
}
