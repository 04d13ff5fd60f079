import { bareSpan } from '../../generation/request-spans';

/** Words of the longest date, duration or quantity: "at half past five in the afternoon on the first of may". */
const longestReading = 12;

export interface SpanTest {
  /** A quick look at the first and the last word, before the span is read. */
  mayBegin(word: string): boolean;
  mayEnd(word: string): boolean;
  reads(span: string): boolean | Promise<boolean>;
}

/**
 * The spans of a request that a parser reads: from the first word on the longest that begins there, then from the
 * word after it. None lies in another; each is given once.
 */
export async function leftmostLongest(request: string, test: SpanTest): Promise<string[]> {
  const words = request.trim().split(/\s+/u);
  const bare = words.map(bareSpan);
  const found = new Set<string>();
  let start = 0;
  while (start < words.length) {
    const length = test.mayBegin(bare[start]) ? await longestFrom(start) : 0;
    if (length > 0) found.add(bareSpan(words.slice(start, start + length).join(' ')));
    start += Math.max(1, length);
  }
  return [...found];

  async function longestFrom(first: number): Promise<number> {
    const most = Math.min(longestReading, words.length - first);
    for (let length = most; length > 0; length--) {
      if (!test.mayEnd(bare[first + length - 1])) continue;
      const span = bareSpan(words.slice(first, first + length).join(' '));
      if (span !== '' && (await test.reads(span))) return length;
    }
    return 0;
  }
}
