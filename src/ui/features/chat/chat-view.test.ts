import { describe, expect, test } from 'vitest';
import type { TurnPhase } from '../../../app/app-state';
import type { ToolStep } from '../../../core/memory/episode';
import { demoTools } from '../../testing/demo-tools';
import { demoTurns } from '../../testing/demo-turns';
import { exampleRequests } from './example-requests';
import { phaseSentence } from './phase-sentence';
import { ownAnswer, stepSentence } from './step-sentence';
import { atBottom } from './stick-to-bottom';

describe('example requests', () => {
  test('come from different tools', () => {
    const requests = exampleRequests(demoTools, 3);
    expect(new Set(requests).size).toBe(3);
  });
  test('are as many as there are tools with examples, at most', () => {
    expect(exampleRequests(demoTools.slice(0, 1), 3)).toHaveLength(1);
    expect(exampleRequests([], 3)).toEqual([]);
  });
});

describe('a turn', () => {
  const [turn] = demoTurns(0);
  const said = (phase: TurnPhase, reply: string) =>
    turn &&
    phaseSentence({ ...turn, phase, episode: { ...turn.episode, reply } }, (action) => action);
  test('says what it waits for', () => expect(said('queued', '')).toContain('model is loaded'));
  test('says nothing more once words are coming', () => {
    expect(said('writing', '')).not.toBeNull();
    expect(said('writing', 'It')).toBeNull();
    expect(said('done', '')).toBeNull();
  });
});

describe('a step', () => {
  const step: ToolStep = {
    toolId: 'shopping_list',
    arguments: { item: 'eggs' },
    origins: {},
    outcome: { status: 'done', data: null, sentence: 'Added eggs.' },
    inverse: [],
    undone: false,
    origin: 'agent',
    seconds: 0,
  };
  const tool = demoTools.find(({ id }) => id === 'shopping_list');
  test('is said by its tool', () => expect(stepSentence(step, tool)).toContain('eggs'));
  test('of a tool that is gone keeps a readable name', () =>
    expect(stepSentence(step, undefined)).toBe('Shopping list'));
  test('that its tool can no longer read shows the title instead of failing', () => {
    const changed = tool && {
      ...tool,
      summarise: () => {
        throw new TypeError('no such argument');
      },
    };
    expect(stepSentence(step, changed)).toBe(tool?.title);
  });
  test('is not repeated as the answer', () => {
    expect(ownAnswer('Added eggs. ', [step])).toBe('');
    expect(ownAnswer('Four.', [step])).toBe('Four.');
    expect(ownAnswer('Four.', [])).toBe('Four.');
  });
});

test('the end counts as in sight within a few lines', () => {
  expect(atBottom({ scrollTop: 460, clientHeight: 500, scrollHeight: 1000 })).toBe(true);
  expect(atBottom({ scrollTop: 300, clientHeight: 500, scrollHeight: 1000 })).toBe(false);
});
