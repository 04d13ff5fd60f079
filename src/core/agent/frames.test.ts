import { describe, expect, test } from 'vitest';
import { builtinTools } from '../tools/registry';
import { actionsOf } from './actions';
import { FRAME_LIKENESS, Frames } from './frames';

const tools = builtinTools();
const frames = new Frames(tools, actionsOf(tools));

describe('a request in the very words of a tool’s examples asks for that tool, whatever it is about', () => {
  test.each([
    ['write down that twelve times seven is 84', 'save_note'],
    ['Note: what is the capital of Peru', 'save_note'],
    ['note: 雨が降る ☔', 'save_note'],
    ['could you add buy a timer to my to-do list?', 'add_todo'],
    ['painting the wall goes on my todo list', 'add_todo'],
    ['please remember that I live on the 3rd floor', 'save_note'],
    ['mark add sugar as done', 'complete_item'],
  ])('%s', (request, action) => expect(frames.actionOf(request)).toBe(action));
});

test.each([
  ['a question may be about anything', 'how many points are on my card'],
  ['nothing stands in the frame', 'write down that'],
  ['the words are others', 'down by the river that flows'],
  ['a frame of two tools tells nothing', 'add rope'],
])('%s: %s', (_, request) => expect(frames.actionOf(request)).toBeNull());

test('no wording of a tool is taken for another tool', () => {
  for (const { id, wordings } of tools)
    for (const wording of wordings) expect([id, null], wording).toContain(frames.actionOf(wording));
});

test('the tool gains likeness, the others keep theirs', () => {
  const before = new Map([
    ['save_note', 0.2],
    ['reply', 0.4],
  ]);
  const after = frames.liken('write down that rain is wet', before);
  expect(after.get('save_note')).toBeCloseTo(0.2 + FRAME_LIKENESS);
  expect(after.get('reply')).toBe(0.4);
  expect(frames.liken('who wrote Hamlet?', before)).toBe(before);
});
