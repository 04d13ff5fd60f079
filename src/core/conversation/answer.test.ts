import { expect, test } from 'vitest';
import { openedEpisode } from '../testing/agent-fixture';
import { builtinTools } from '../tools/registry';
import { readAnswer } from './answer';

const tools = builtinTools();
const asking = (request: string, toolId: string, args: object, missing: string[]) =>
  openedEpisode(request, {
    status: 'done',
    thread: {
      resolved: null,
      part: null,
      refersTo: null,
      question: { toolId, arguments: { ...args }, origins: {}, missing },
    },
  });
const dentist = asking(
  'remind me to call the dentist',
  'set_reminder',
  { text: 'call the dentist' },
  ['when'],
);
const timer = asking('set a timer', 'start_timer', {}, ['duration']);
const list = asking('add to my shopping list', 'add_shopping', {}, ['items']);

test.each([
  [dentist, 'at 5', { text: 'call the dentist', when: 'at 5' }],
  [dentist, 'tomorrow morning please', { text: 'call the dentist', when: 'tomorrow morning' }],
  [dentist, '5', { text: 'call the dentist', when: 'at 5' }],
  [timer, 'for 10 minutes', { duration: '10 minutes' }],
  [list, 'eggs and milk', { items: 'eggs and milk' }],
])('%#: “%s” fills what was asked for', (before, text, wanted) => {
  expect(readAnswer(text, [before], tools)).toMatchObject({
    type: 'answer',
    arguments: wanted,
    missing: [],
  });
});

test('the request in full holds the answer', () => {
  const answer = readAnswer('at 5', [dentist], tools);
  expect(answer).toMatchObject({ request: 'remind me to call the dentist at 5' });
});

test.each([
  [dentist, 'what is 12 times 7?'],
  [timer, 'how many cups is 500 ml?'],
  [list, 'who painted the Mona Lisa?'],
])('%#: “%s” is another request, not an answer', (before, text) => {
  expect(readAnswer(text, [before], tools)).toBeNull();
});

test('“never mind” drops the question', () => {
  expect(readAnswer('never mind', [dentist], tools)).toMatchObject({ type: 'dropped' });
});

test('a question that something else has followed no longer waits', () => {
  const later = openedEpisode('what is 2 and 2', { id: 'later', status: 'done', reply: '4' });
  expect(readAnswer('at 5', [dentist, later], tools)).toBeNull();
});
