/** Longest span, in words; a span may also run from any of the first words to the end. */
const spanWords = 12;
/**
 * Words from which a span may run to the end however far that is: a note or a message begins early in its request.
 * Every further word would add a span as long as the rest of the request.
 */
const openWords = 60;

/** What surrounds words without being part of them. `%`, `$`, `#`, `@`, `+` and `-` belong to their word. */
const edge = '[\\s"“”‘’\'«»()\\[\\]{}<>.,;:!?¿¡…–—]';
const edges = new RegExp(`^${edge}+|${edge}+$`, 'gu');

/**
 * The contiguous word spans of a request, without repeats, in the order of their first word. White space is
 * folded to single spaces, punctuation at a span's ends is left out, casing is kept. 300 words have 3,400, whose
 * grammar compiles in 0.9 s of processor time (100 words: 0.2 s; 20 words: 0.06 s).
 */
export function requestSpans(
  request: string,
  /** Which spans, by the places of their first and last word; all when left out. */
  allows: (first: number, last: number) => boolean = () => true,
): string[] {
  const words = request.trim().split(/\s+/u);
  const spans = new Set<string>();
  const add = (start: number, end: number): void => {
    if (allows(start, end - 1)) spans.add(bareSpan(words.slice(start, end).join(' ')));
  };
  for (let start = 0; start < words.length; start++) {
    const last = Math.min(start + spanWords, words.length);
    for (let end = start + 1; end <= last; end++) add(start, end);
    if (start < openWords) add(start, words.length);
  }
  spans.delete('');
  return [...spans];
}

/** The span without the punctuation at its ends. */
export function bareSpan(span: string): string {
  return span.replace(edges, '');
}
