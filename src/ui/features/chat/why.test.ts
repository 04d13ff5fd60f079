import { describe, expect, test } from 'vitest';
import type { CandidateScore, Decision } from '../../../core/memory/episode';
import { closeRival } from './uncertainty';
import {
  frozenSentence,
  gateSentence,
  keptSentence,
  likeness,
  unaskedSentence,
  whySentence,
} from './why-sentence';

const candidate = (action: string, probability: number, terms: number[]): CandidateScore => {
  const [languageModel = 0, examples = 0, adapter = 0, memory = 0] = terms;
  const total = languageModel + examples + adapter + memory;
  return { action, probability, languageModel, examples, adapter, memory, total };
};

const decision = (change: Partial<Decision>): Decision => ({
  candidates: [candidate('shopping', 0.9, [-2, 12, 1, 3]), candidate('notes', 0.1, [-1, 11, 0, 0])],
  chosen: 'shopping',
  propensity: 1,
  frozenChoice: 'notes',
  shadowChoice: null,
  gate: 0.9,
  snapshotId: 's7',
  modelId: 'm',
  recollections: [],
  seconds: 0.3,
  ...change,
});
const name = (action: string) => action.toUpperCase();
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('why', () => {
  test('names what spoke for and against the choice, loudest first', () => {
    expect(plain(whySentence(decision({}), name))).toBe(
      'I chose SHOPPING (90 %) over NOTES: what I remember of your feedback, the example requests and what was trained spoke for it; the language model spoke against it.',
    );
  });
  test('says of a follow-up that the conversation chose, and of other requests nothing', () => {
    const thread = { resolved: null, part: null, question: null };
    const refersTo = { episodeId: 'e', as: 'change' } as const;
    const told = keptSentence({ decision: decision({}), thread: { ...thread, refersTo } }, name);
    expect(told).toContain('I kept SHOPPING, because your message refers to an earlier step');
    expect(keptSentence({ decision: decision({}) }, name)).toBeNull();
  });
  test('says how many candidates the language model was not asked about', () => {
    expect(unaskedSentence(decision({ unasked: ['notes'] }))).toContain('about the 1 of 2');
  });
  test('leaves out terms that hardly mattered', () => {
    const candidates = [candidate('a', 0.9, [0, 9, 0.1, 0]), candidate('b', 0.1, [0, 1, 0, 0])];
    expect(whySentence(decision({ candidates, chosen: 'a' }), name)).not.toContain('trained');
  });
  test('says when there was no other choice', () => {
    const candidates = [candidate('a', 1, [0, 1])];
    expect(whySentence(decision({ candidates, chosen: 'a' }), name)).toContain('nothing else');
  });
  test('mentions the untrained agent only when it differs', () => {
    expect(frozenSentence(decision({}), name)).toBe('Untrained, I would have chosen NOTES.');
    expect(frozenSentence(decision({ frozenChoice: 'shopping' }), name)).toBeNull();
  });
  test('says how much the adapter spoke', () => {
    expect(gateSentence(decision({}))).toContain('freely');
    expect(gateSentence(decision({ gate: 0.3 }))).toContain('softly');
    expect(gateSentence(decision({ gate: 0.01 }))).toContain('silent');
    expect(gateSentence(decision({ snapshotId: null }))).toContain('untrained');
  });
  test('a higher similarity never reads as less alike', () => {
    expect([0.95, 0.8, 0.6, 0.4].map(likeness)).toEqual([
      'Nearly the same request',
      'Very similar',
      'Similar',
      'Somewhat similar',
    ]);
  });
});

describe('uncertainty', () => {
  const close = (first: number, second: number) =>
    closeRival(
      decision({
        candidates: [candidate('shopping', first, [0]), candidate('notes', second, [0])],
      }),
    );
  test('a close second is named', () => expect(close(0.5, 0.4)).toBe('notes'));
  test('a clear winner has no rival', () => expect(close(0.8, 0.19)).toBeNull());
  test('a weak winner over many weaker ones has no single rival', () =>
    expect(close(0.5, 0.1)).toBeNull());
});
