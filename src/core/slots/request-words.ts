/** Words of a request that are looked at; every further word adds twelve spans for each parameter. */
export const CONSIDERED_WORDS = 60;
/** Longest span, in words: 2 of 10,867 values of SNIPS are longer, none of HWU64's 5,451. */
export const SPAN_WORDS = 12;

/** What surrounds words without being part of them (as in generation/request-spans.ts). */
const edge = '[\\s"“”‘’\'«»()\\[\\]{}<>.,;:!?¿¡…–—]';
const edges = new RegExp(`^${edge}+|${edge}+$`, 'gu');
const possessive = /['’]s$/u;
/** "p.m.", "W.I.T.C.H.": here the last full stop belongs to the word. */
const abbreviation = /(?:^|\s)(?:\p{L}\.){2,}$|(?:^|\s)\p{L}\.(?:\s\p{L}\.)+$/u;

/** Split at white space, as the encoder does: one word state belongs to each. */
export function allWords(request: string): string[] {
  return request.split(/\s+/u).filter((word) => word !== '');
}

export function requestWords(request: string): string[] {
  return allWords(request).slice(0, CONSIDERED_WORDS);
}

/** A text without the punctuation around it. */
export function bareText(text: string): string {
  const bare = text.replace(edges, '');
  return abbreviation.test(`${bare}.`) && text.includes(`${bare}.`) ? `${bare}.` : bare;
}

export function endsPossessive(text: string): boolean {
  return possessive.test(text.replace(edges, ''));
}

export function withoutPossessive(text: string): string {
  return text.replace(possessive, '');
}

/** The form in which words are compared: lower case, no punctuation around it, no possessive ending. */
export function wordForm(word: string): string {
  return withoutPossessive(word.toLowerCase().replace(edges, ''));
}
