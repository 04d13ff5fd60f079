import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fakeAgent, openedEpisode } from '../testing/agent-fixture';
import { toldEpisode } from '../testing/told-episode';
import { planTurn } from './plan-message';
import { acceptRequest, runTurn } from './turn';

const live = () => new AbortController().signal;
const before = toldEpisode('before', 'note that it snows', {
  tool: 'keep_note',
  arguments: { text: 'it snows' },
});

async function replyTo(text: string): Promise<string> {
  const { agent, generator } = fakeAgent('reply');
  generator.reply = 'Understood.';
  const request = acceptRequest(text);
  for (const part of await planTurn(request, [before], agent)) {
    const { episode } = await runTurn(openedEpisode(part), [before], agent, () => {}, live());
    expect(episode.status).toBe('done');
    expect(episode.reply).not.toBe('');
  }
  return request;
}

test.each([
  'напомни мне позвонить маме завтра в пять',
  '明天下午五点提醒我给妈妈打电话，然后把牛奶加到购物清单',
  'ذكرني بالاتصال بأمي غدا في الخامسة',
  'מחר בחמש תזכיר לי להתקשר לאמא',
  'कल पाँच बजे मुझे माँ को फोन करने की याद दिलाओ',
  'พรุ่งนี้ห้าโมงเตือนฉันโทรหาแม่',
  '엄마에게 전화하라고 알려줘',
  '👩‍👩‍👧‍👦🎉🫖 ❤️‍🔥',
  'Z̷̢a̴l̶g̵o̶ t̸e̵x̷t̶',
  '\u202Eright to left\u202C \u0000 \uFFFD',
  '?!.,;:…',
])('%s is answered', async (text) => {
  await replyTo(text);
});

test.each([
  ['ten thousand words', 'lorem ipsum dolor sit and amet, '.repeat(2000)],
  ['one word of 90 kB', 'a'.repeat(90_000)],
  ['90 kB of spaces between two words', `add${' '.repeat(90_000)}milk`],
  ['thirty thousand characters without a space', '漢'.repeat(30_000)],
  ['ninety thousand commas', ','.repeat(90_000)],
  ['twenty thousand emoji', '🎉'.repeat(20_000)],
  ['thousands of questions', 'what was that again? '.repeat(4000)],
])('%s are answered at once', async (_name, text) => {
  await replyTo(text);
});

test('any text that can be sent is answered', () =>
  fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
      async (text) => {
        if (text.trim() !== '') await replyTo(text);
      },
    ),
    { numRuns: 60 },
  ));
