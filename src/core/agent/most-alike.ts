import type { ExampleCall } from './prompts';

/** Words that carry the form of a request: lower case, numbers all alike. */
function shape(text: string): Set<string> {
  const words = text.toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? [];
  return new Set(words.map((word) => (/^\p{N}/u.test(word) ? '#' : word)));
}

/** Share of the words that two requests have in common (Jaccard), 0 to 1. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((word) => b.has(word)).length;
  return common / Math.max(1, a.size + b.size - common);
}

/** The example whose wording is most like the request's; the first of equals, null where none has a word of it. */
export function mostAlike<T extends Pick<ExampleCall, 'request'>>(
  examples: readonly T[],
  request: string,
): T | null {
  const wanted = shape(request);
  let best: T | null = null;
  let most = 0;
  for (const example of examples) {
    const share = overlap(shape(example.request), wanted);
    if (share > most) [best, most] = [example, share];
  }
  return best;
}
