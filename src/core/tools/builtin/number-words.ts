const small = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
  ...['eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen'],
  'nineteen',
];
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const values = new Map<string, number>([
  ...small.map((word, value) => [word, value] as const),
  ...tens.map((word, index) => [word, (index + 2) * 10] as const),
]);
const scales = new Map<string, number>([
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1000],
  ['million', 1_000_000],
]);

const scale = `(?:${[...scales.keys()].join('|')})`;
const word = `(?:${[...values.keys(), ...scales.keys()].join('|')})`;
const link = `(?:[\\s-]+|(?<=hundred|thousand|million)\\s+and\\s+)`;
const ordinal = '-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)';
const spelt = new RegExp(
  `\\b(?:an?\\s+(?=${scale}\\b))?(?:\\d+(?:\\.\\d+)?\\s+(?=${scale}\\b))?${word}(?:${link}${word})*\\b(?!${ordinal})`,
  'gi',
);

/**
 * The text with its English number words, up to the millions, in digits: "twenty-five", "two hundred and five",
 * "3 million", "a dozen", "three point five", "two and a half", "a couple of". Ordinals and "half" by itself stay words.
 */
export function withDigits(text: string): string {
  return text
    .replace(/\bhalf a dozen\b/gi, '6')
    .replace(/\ba couple of\b/gi, '2')
    .replace(spelt, (run) => numbersOf(run).join(' '))
    .replace(/(\d) point (\d+)/gi, '$1.$2')
    .replace(/(\d) and a half\b/gi, '$1.5')
    .replace(/(\d) and a quarter\b/gi, '$1.25');
}

/** The numbers that a run of number words spells: "two hundred five" is one, "five six" are two. */
function numbersOf(run: string): number[] {
  const numbers: number[] = [];
  let total = 0;
  /** What the next scale word multiplies; null before its first word. */
  let group: number | null = null;
  for (const part of run.toLowerCase().match(/[a-z]+|\d+(?:\.\d+)?/g) ?? []) {
    const factor = scales.get(part);
    const value = values.get(part) ?? Number(part);
    if (factor !== undefined && factor < 1000) group = (group ?? 1) * factor;
    else if (factor !== undefined) {
      total += (group ?? 1) * factor;
      group = null;
    } else if (!Number.isNaN(value)) {
      if (group !== null && !follows(group, value)) {
        numbers.push(total + group);
        total = 0;
        group = null;
      }
      group = (group ?? 0) + value;
    }
  }
  return [...numbers, total + (group ?? 0)];
}

/** "twenty" is followed by "five", "two hundred" by "forty"; "five" by nothing. */
function follows(group: number, value: number): boolean {
  const tail = group % 100;
  if (tail === 0) return group > 0 && value < 100;
  return tail >= 20 && tail % 10 === 0 && value > 0 && value < 10;
}
