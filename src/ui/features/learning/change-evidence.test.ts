import { describe, expect, test } from 'vitest';
import { demoLearned } from '../../testing/demo-learning';
import { changeEvidence, groupVerdict } from './change-evidence';

const change = { request: 'x', before: 'a', after: 'b', episodeId: 'e-old-1', right: true };
const learned = demoLearned(0);

describe('the evidence behind a change', () => {
  test('is what the user did about that request, for or against', () => {
    expect(changeEvidence(change, learned)).toBe('for it: you corrected it');
    expect(changeEvidence({ ...change, right: false }, learned)).toBe(
      'against it: you corrected it',
    );
  });

  test('is said to be missing where nobody said anything', () => {
    expect(changeEvidence({ ...change, episodeId: null, right: null }, learned)).toContain(
      'nobody said',
    );
    expect(changeEvidence({ ...change, episodeId: 'gone', right: null }, learned)).toContain(
      'nobody said',
    );
  });

  test('is counted for a group without the counts that are zero', () => {
    const group = { before: 'a', after: 'b', changes: [], right: 2, wrong: 0, unknown: 1 };
    expect(groupVerdict(group).replaceAll('\u00a0', ' ')).toBe('2 right, 1 not known');
  });
});
