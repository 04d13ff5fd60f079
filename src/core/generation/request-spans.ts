/** Words of a request that spans are taken from: every further word adds twelve spans. */
const consideredWords = 60;
/** Longest span, in words; a span may also run from any word to the end. */
const spanWords = 12;

/** What surrounds words without being part of them. `%`, `$`, `#`, `@`, `+` and `-` belong to their word. */
const edge = '[\\s"“”‘’\'«»()\\[\\]{}<>.,;:!?¿¡…–—]';
const edges = new RegExp(`^${edge}+|${edge}+$`, 'gu');

/**
 * The contiguous word spans of a request, without repeats, in the order of their first word. White space is
 * folded to single spaces, punctuation at a span's ends is left out, casing is kept.
 */
export function requestSpans(request: string): string[] {
  const words = request.trim().split(/\s+/u).slice(0, consideredWords);
  const spans = new Set<string>();
  for (let start = 0; start < words.length; start++) {
    for (let end = start + 1; end <= words.length; end++) {
      if (end - start > spanWords && end < words.length) continue;
      spans.add(words.slice(start, end).join(' ').replace(edges, ''));
    }
  }
  spans.delete('');
  return [...spans];
}
