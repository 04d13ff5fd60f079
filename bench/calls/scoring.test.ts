import { describe, expect, it } from 'vitest';
import { scoreCall, slotF1 } from './scoring';

describe('the score of a call', () => {
  it('is exact whatever the case and the white space', () => {
    const score = scoreCall(true, { artist: ['nina  SIMONE'] }, { artist: 'Nina Simone' });
    expect(score).toMatchObject({ exact: true, hits: 1 });
  });

  it('is not exact with a value too many, too few or in another slot', () => {
    const wanted = { artist: 'Sade', service: 'Deezer' };
    expect(scoreCall(true, { artist: ['Sade'] }, wanted).exact).toBe(false);
    expect(scoreCall(true, { artist: ['Deezer'], service: ['Sade'] }, wanted).hits).toBe(0);
    const more = { artist: ['Sade'], service: ['Deezer'], year: ['1984'] };
    expect(scoreCall(true, more, wanted).exact).toBe(false);
  });

  it('counts a list’s values in any order, each once', () => {
    const wanted = { state: ['AZ', 'TX'] };
    expect(scoreCall(true, { state: ['tx', 'az'] }, wanted).exact).toBe(true);
    expect(scoreCall(true, { state: ['az', 'az'] }, wanted)).toMatchObject({
      hits: 1,
      exact: false,
    });
  });

  it('has nothing right for the wrong tool', () => {
    const score = scoreCall(false, { artist: ['Sade'] }, { artist: 'Sade' });
    expect(score).toEqual({
      tool: false,
      exact: false,
      hits: 0,
      filled: 1,
      wanted: 1,
      fault: 'tool',
    });
    expect(scoreCall(false, {}, {}).exact).toBe(false);
  });

  it.each([
    [{ artist: ['Sade'] }, null],
    [{ artist: ['Sade please'] }, 'words'],
    [{ album: ['Sade'] }, 'slot'],
    [{}, 'missed'],
    [{ artist: ['Sade'], year: ['1984'] }, 'extra'],
  ] as const)('says what is wrong with %j', (filled, fault) => {
    expect(scoreCall(true, filled, { artist: 'Sade' }).fault).toBe(fault);
  });

  it('gives the F1 over all values, not over calls', () => {
    const half = scoreCall(true, { a: ['x'] }, { a: 'x', b: 'y', c: 'z' });
    const none = scoreCall(true, {}, {});
    expect(slotF1([half, none])).toBeCloseTo(0.5, 9);
    expect(slotF1([none])).toBe(1);
  });
});
