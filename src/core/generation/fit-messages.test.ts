import { expect, it } from 'vitest';
import type { ChatMessage } from '../ports/language-model';
import { FakeLanguageModel } from '../testing/fake-language-model';
import { fitMessages } from './fit-messages';

const messages: ChatMessage[] = [
  { role: 'system', content: 'SYSTEM' },
  { role: 'user', content: 'first question' },
  { role: 'assistant', content: 'first answer' },
  { role: 'user', content: 'second question' },
  { role: 'assistant', content: 'second answer' },
  { role: 'user', content: 'LAST' },
];

function fit(contextLength: number, room = 10) {
  const model = new FakeLanguageModel({ contextLength });
  const { tokens, trimmed } = fitMessages(model, messages, room);
  expect(tokens.length + room).toBeLessThanOrEqual(contextLength);
  return { text: model.decode(tokens), trimmed };
}

it('leaves everything when it fits', () => {
  const { text, trimmed } = fit(500);
  expect(trimmed).toBe(0);
  expect(text).toContain('first question');
});

it('drops whole turns, the oldest first, and keeps system and last message', () => {
  const { text, trimmed } = fit(120);
  expect(trimmed).toBe(1);
  expect(text).not.toContain('first');
  expect(text).toMatch(/SYSTEM[^]*second question[^]*second answer[^]*LAST/);
  expect(fit(70)).toMatchObject({
    trimmed: 2,
    text: expect.not.stringContaining('second') as string,
  });
});

it('says so when system and last message alone do not fit', () => {
  expect(() => fit(40)).toThrow(expect.objectContaining({ code: 'request-too-long' }) as Error);
});
