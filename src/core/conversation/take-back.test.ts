import { expect, test } from 'vitest';
import { toldEpisode } from '../testing/told-episode';
import { readTakeBack } from './take-back';

const note = (id: string) =>
  toldEpisode(id, `note ${id}`, { tool: 'save_note', arguments: { text: id } });
const [one, two] = [note('one'), note('two')];
const look = toldEpisode(
  'look',
  'show my notes',
  { tool: 'show_list', arguments: { list: 'notes' } },
  { inverse: [] },
);

test.each([
  'undo that',
  'Undo.',
  'no wait, undo',
  'take that back',
  'oops, take it off again',
  'please revert it',
])('“%s” takes the last change back', (text) => {
  expect(readTakeBack(text, [one, two])?.targets).toEqual([two]);
});

test.each([
  'undo the wallpaper in the hall',
  'cancel my gym membership',
  'take it easy',
  'what is undo?',
])('“%s” takes nothing back', (text) => {
  expect(readTakeBack(text, [one])).toBeNull();
});

test('reading changed nothing: undo reaches over it to the last change', () => {
  expect(readTakeBack('undo that', [one, look])?.targets).toEqual([one]);
});

test('what was undone already is not undone again', () => {
  const undone = { ...one, steps: [{ ...one.steps[0], undone: true }] };
  expect(readTakeBack('undo that', [undone])?.targets).toEqual([]);
});

test('“undo both” takes all steps of a message back, the last one first', () => {
  const part = { message: 'one and two', first: 'one', count: 2 };
  const thread = { resolved: null, refersTo: null, question: null };
  const parts = [one, two].map((episode, index) => ({
    ...episode,
    thread: { ...thread, part: { ...part, index } },
  }));
  expect(readTakeBack('undo both', parts)?.targets.map(({ id }) => id)).toEqual(['two', 'one']);
  expect(readTakeBack('undo that', parts)?.targets.map(({ id }) => id)).toEqual(['two']);
});
