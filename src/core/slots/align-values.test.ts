import { describe, expect, it } from 'vitest';
import { alignValues } from './align-values';
import { playTool } from './testing/sample-calls';

const align = (request: string, values: Parameters<typeof alignValues>[1]) =>
  alignValues(request, values, playTool);

describe('alignment of values', () => {
  it('finds values whatever their case and punctuation', () => {
    expect(
      align('Play MILES Davis, on Deezer!', { artist: 'Miles Davis', service: 'deezer' }),
    ).toEqual([
      { parameter: 0, start: 1, end: 3 },
      { parameter: 1, start: 4, end: 5 },
    ]);
  });

  it('does not take an inflected word for the value', () => {
    expect(align('play princes', { artist: 'prince' })).toBeNull();
  });

  it('finds a value before a possessive ending', () => {
    expect(align("play Prince's songs", { artist: 'Prince' })).toEqual([
      { parameter: 0, start: 1, end: 2 },
    ]);
  });

  it('gives the longer value its words first', () => {
    expect(align('play the who on the', { artist: 'the who', service: 'the' })).toEqual([
      { parameter: 0, start: 1, end: 3 },
      { parameter: 1, start: 4, end: 5 },
    ]);
  });

  it('takes numbers, lists and empty values, and leaves other parameters out', () => {
    expect(align('play 5 and 6', { artist: ['5', '6'] })).toHaveLength(2);
    expect(align('play 5', { artist: 5, service: '', volume: 'loud' })).toHaveLength(1);
  });
});
