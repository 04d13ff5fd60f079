const units = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
  ...['eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen'],
  'nineteen',
];
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

/** Words that stand for a number by themselves. */
const wordValues = new Map<string, number>([
  ...units.map((word, value) => [word, value] as const),
  ...tens.map((word, index) => [word, (index + 2) * 10] as const),
  ['half', 0.5],
  ['quarter', 0.25],
  ['dozen', 12],
]);
/** Words that multiply the number before them; alone or after "a" they mean one of it. */
const multipliers = new Map<string, number>([
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1000],
  ['million', 1_000_000],
]);

/** `1,000` or `1,000.5`; `3.5` or `3,5`; `12`. A sign counts only at the beginning of a word. */
const digits = /(?<![\d.,])(?:(?<![^\s(])-)?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)/gu;

/**
 * The numbers that a request names, without repeats: in digits, or in English words up to the millions
 * ("twenty-five", "two hundred", "half", "a dozen"). "15 %" is 15, "half past" is also 0.5.
 */
export function requestNumbers(request: string): number[] {
  return [...numberWords(request).keys()];
}

/** The numbers of `requestNumbers`, each with the words that say it first: 25 from "twenty-five". */
export function numberWords(request: string): Map<number, string> {
  const written = [...request.matchAll(digits)].map(([text]) => [parseDigits(text), text] as const);
  const numbers = new Map<number, string>();
  for (const [number, words] of [...written, ...spokenNumbers(request)]) {
    if (!numbers.has(number)) numbers.set(number, words);
  }
  return numbers;
}

function parseDigits(text: string): number {
  const grouped = /^-?\d{1,3}(,\d{3})+(\.|$)/u.test(text);
  return Number(grouped ? text.replaceAll(',', '') : text.replace(',', '.'));
}

function spokenNumbers(request: string): [number, string][] {
  const numbers: [number, string][] = [];
  /** The number that is being spelt out, and where its words stand; null between numbers. */
  let current: { value: number; start: number; end: number } | null = null;
  const finish = (): void => {
    if (current) numbers.push([current.value, request.slice(current.start, current.end)]);
    current = null;
  };
  for (const match of request.matchAll(/[\p{L}]+|[^\s\p{L}-]/gu)) {
    const word = match[0].toLowerCase();
    const [start, end] = [match.index, match.index + word.length];
    const multiplier = multipliers.get(word);
    const value = wordValues.get(word);
    // Widened: the compiler does not see that `finish` changes it.
    const before = current as { value: number; start: number; end: number } | null;
    if (multiplier !== undefined) {
      const from = before ?? { value: 1, start };
      current = { value: from.value * multiplier, start: from.start, end };
    } else if (value === undefined) {
      // "half a dozen", "two hundred and five": these words go on with the number.
      if (!continues(word, before?.value ?? null)) finish();
    } else if (before && fits(before.value, value)) {
      current = { ...before, value: before.value + value, end };
    } else {
      finish();
      current = { value, start, end };
    }
  }
  finish();
  return numbers;
}

function continues(word: string, current: number | null): boolean {
  if (word === 'a') return current === 0.5 || current === 0.25;
  return word === 'and' && current !== null && current >= 100;
}

/** "twenty" takes "five", "two hundred" takes "forty"; "five" takes nothing. */
function fits(current: number, value: number): boolean {
  if (value < 1) return false;
  if (current >= 100) return value < 100 && current % 100 === 0;
  return current >= 20 && current % 10 === 0 && value < 10;
}
