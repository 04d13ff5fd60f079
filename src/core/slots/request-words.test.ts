import { describe, expect, it } from 'vitest';
import { bareText, endsPossessive, requestWords, wordForm } from './request-words';

describe('the words of a request', () => {
  it('are split at any white space, at most 60 of them', () => {
    expect(requestWords('  add\tmilk \n now ')).toEqual(['add', 'milk', 'now']);
    expect(requestWords('a '.repeat(100))).toHaveLength(60);
  });

  it('are compared without case, punctuation and possessive ending', () => {
    expect(wordForm('“Anna’s')).toBe('anna');
    expect(wordForm('Milk,')).toBe('milk');
    expect(wordForm('5%')).toBe('5%');
  });

  it('keep the last full stop of an abbreviation only', () => {
    expect(bareText('7 P.M.')).toBe('7 P.M.');
    expect(bareText('W.I.T.C.H.')).toBe('W.I.T.C.H.');
    expect(bareText('in Paris.')).toBe('in Paris');
    expect(bareText('(milk)!')).toBe('milk');
  });

  it('know a possessive under its punctuation', () => {
    expect(endsPossessive("Anna's,")).toBe(true);
    expect(endsPossessive('Annas')).toBe(false);
  });
});
