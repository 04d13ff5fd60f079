import { expect, test } from 'vitest';
import { decision, episode, step } from '../../testing/demo-episodes';
import { episodeAction } from './episode-action';

const base = { id: 'e', at: 0, request: 'call her' };
const decided = decision([['todo_list', 0, 1, 0, 0]]);

test('a correction is what was done, not the first choice', () => {
  const steps = [
    step({ toolId: 'todo_list', arguments: {}, undone: true }),
    step({ toolId: 'reminders', arguments: {} }),
  ];
  expect(episodeAction(episode({ ...base, decision: decided, steps }))).toBe('reminders');
});

test('without a call it is the decision, and without that nothing', () => {
  expect(episodeAction(episode({ ...base, decision: decided }))).toBe('todo_list');
  expect(episodeAction(episode(base))).toBeNull();
});
