import { describe, expect, it } from 'vitest';
import { contradicts, ledgerOf } from './ledger';
import { sampleLabel } from './testing/sample-records';
import { syntheticState } from './testing/synthetic-encoder';

const same = { embedding: syntheticState('alpha 1') };
const ids = (labels: Parameters<typeof ledgerOf>[0]) => ledgerOf(labels).map((l) => l.signalId);

const older = sampleLabel('alpha 1', { ...same, signalId: 'older', sequence: 1 });

describe('the ledger', () => {
  it('drops an older label that a newer one of the same request contradicts', () => {
    const newer = sampleLabel('alpha 2', { ...same, signalId: 'newer', sequence: 2, action: 'b' });
    expect(ids([newer, older])).toEqual(['newer']);
  });

  it('keeps an older, more trusted label', () => {
    const newer = sampleLabel('x', {
      ...same,
      signalId: 'newer',
      sequence: 2,
      action: 'b',
      trust: 0.5,
    });
    expect(ids([older, newer])).toEqual(['older', 'newer']);
  });

  it('keeps labels that agree, so that confirmations add up', () => {
    const newer = sampleLabel('x', { ...same, signalId: 'newer', sequence: 2 });
    expect(ids([older, newer])).toEqual(['older', 'newer']);
  });

  it('keeps contradicting labels of different requests', () => {
    const other = sampleLabel('beta 1', { signalId: 'other', sequence: 2, action: 'b' });
    expect(ids([older, other])).toEqual(['older', 'other']);
  });

  it('counts what is said twice about one episode once, at its higher trust', () => {
    const weak = { ...older, signalId: 'weak', sequence: 2, trust: 0.3 };
    const strong = { ...older, signalId: 'strong', sequence: 3, trust: 1 };
    expect(ids([older, weak])).toEqual(['older']);
    expect(ids([weak, strong])).toEqual(['strong']);
  });

  it('sees a contradiction in two right actions and in right and wrong of one, not in two wrong ones', () => {
    const wrong = (action: string) => sampleLabel('x', { action, sign: -1 });
    const right = (action: string) => sampleLabel('x', { action });
    expect(contradicts(right('a'), right('b'))).toBe(true);
    expect(contradicts(right('a'), wrong('a'))).toBe(true);
    expect(contradicts(right('a'), wrong('b'))).toBe(false);
    expect(contradicts(wrong('a'), wrong('b'))).toBe(false);
  });
});
