import { describe, expect, test } from 'vitest';
import type { LearnedSentence, SuccessPoint } from '../../../app/app-state';
import { demoLearned } from '../../testing/demo-learning';
import { groupLearned } from './group-learned';
import { evidenceProgress, trialSentence } from './learning-sentences';
import { successSentence } from './success-sentence';

const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ');
const rate = (mean: number) => ({ mean, low: mean, high: mean });
const success = (count: number, live: number, frozen: number): SuccessPoint[] => [
  { sequence: 1, at: 0, live: rate(live), frozen: rate(frozen), count },
];

describe('the sentence on success', () => {
  test('counts times, not shares', () => {
    expect(successSentence(success(100, 0.94, 0.71))).toBe(
      'Right on the first try 94 of the last 100 times; the untrained agent would have been right 71 times.',
    );
  });
  test('claims no difference where there is none', () => {
    expect(successSentence(success(12, 0.5, 0.5))).toContain('as often');
  });
  test('reads well for one labelled decision', () => {
    expect(successSentence(success(1, 0, 1))).toBe(
      'Wrong on the first try the only time you told me; the untrained agent would have been right once.',
    );
  });
  test('says never, not 0 times', () => {
    expect(successSentence(success(9, 6 / 9, 0))).toBe(
      'Right on the first try 6 of the last 9 times; the untrained agent would never have been right.',
    );
  });
  test('is not there before the first label', () => expect(successSentence([])).toBeNull());
});

describe('the trial', () => {
  const trial = { candidateId: 'c', since: 0, events: 12, wins: 4, losses: 1 };
  test('says evidence for and against', () => {
    expect(plain(trialSentence(trial))).toBe(
      'In 12 new requests since the trial began it was right 4 times where the live version was wrong, and wrong once where that was right.',
    );
  });
  test('says when nothing is known yet', () => {
    expect(trialSentence({ ...trial, wins: 0, losses: 0 })).toContain('never differed');
  });
  test('evidence below 1 is no progress, what is needed is all of it', () => {
    expect(evidenceProgress(0.4, 20)).toBe(0);
    expect(evidenceProgress(20, 20)).toBeCloseTo(1);
    expect(evidenceProgress(500, 20)).toBe(1);
    expect(evidenceProgress(4, 16)).toBeCloseTo(0.5);
  });
});

describe('what was learned', () => {
  const learned = demoLearned(0);
  test('is grouped without losing a sentence', () => {
    const kept: LearnedSentence[] = groupLearned(learned).flatMap(({ sentences }) => [
      ...sentences,
    ]);
    expect(kept).toHaveLength(learned.length);
    expect(new Set(kept)).toEqual(new Set(learned));
  });
  test('starts with the action taught most', () => {
    const sizes = groupLearned(learned).map(({ sentences }) => sentences.length);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });
});
