import { describe, expect, it } from 'vitest';
import { possessiveSlots, spanValue } from './span-value';
import { sampleCall } from './testing/sample-calls';

describe('a span as a value', () => {
  it('is without the punctuation around it and the possessive ending', () => {
    expect(spanValue(['play', "Prince's,"], { start: 1, end: 2 }, false)).toBe('Prince');
  });

  it('keeps the possessive ending where the user’s own values do', () => {
    const known = [sampleCall("open Anna's list", { artist: "Anna's" })];
    expect([...possessiveSlots(known)]).toEqual(['request artist']);
    expect(spanValue(["Ben's"], { start: 0, end: 1 }, true)).toBe("Ben's");
  });

  it('loses it again where most values do without', () => {
    const known = ['Ben', 'Cleo'].map((name) =>
      sampleCall(`play ${name}'s song`, { artist: name }),
    );
    expect(possessiveSlots(known).size).toBe(0);
  });

  it('is never empty', () => {
    expect(spanValue(['...'], { start: 0, end: 1 }, false)).toBe('...');
  });
});
