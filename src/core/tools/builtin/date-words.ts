import { withDigits } from './number-words';

/** Days that people name and chrono does not know. */
const namedDays: readonly (readonly [RegExp, string])[] = [
  [/\bchristmas eve\b/gi, '24 december'],
  [/\b(christmas day|christmas|xmas)\b/gi, '25 december'],
  [/\bboxing day\b/gi, '26 december'],
  [/\bnew year['’]?s eve\b/gi, '31 december'],
  [/\bnew year(['’]?s day)?\b/gi, '1 january'],
  [/\bvalentine['’]?s day\b/gi, '14 february'],
  [/\bhalloween\b/gi, '31 october'],
];

const phrases: readonly (readonly [RegExp, string])[] = [
  [/\ba fortnight\b/gi, '2 weeks'],
  [/\b(?:the )?week after next\b/gi, 'in 2 weeks'],
  [/\b(?:an?|1) (hour|day|week|year) and a half\b/gi, '1.5 $1s'],
  [/(?<!the )\bday (after tomorrow|before yesterday)\b/gi, 'the day $1'],
  [/\bhalf past (\d{1,2})\b/gi, '$1:30'],
  [/\b(?:a )?quarter past (\d{1,2})\b/gi, '$1:15'],
  [/(\d) (?:o['’]?clock )?in the morning\b/gi, '$1 am'],
  [/(\d) (?:o['’]?clock )?(?:in the (?:afternoon|evening)|at night)\b/gi, '$1 pm'],
];

/** Words in the way of a clock time, one hour earlier. */
const quarterTo = /\b(?:a )?quarter to (\d{1,2})\b/gi;

/** A request's words for a date or time, in words that chrono reads. */
export function plainDateWords(text: string): string {
  let plain = withDigits(text);
  for (const [pattern, words] of [...namedDays, ...phrases]) plain = plain.replace(pattern, words);
  return plain.replace(quarterTo, (_, hour) => `${((Number(hour) + 10) % 12) + 1}:45`);
}

const ordinals = new Map(
  [
    'first',
    'second',
    'third',
    'fourth',
    'fifth',
    'sixth',
    'seventh',
    'eighth',
    'ninth',
    'tenth',
  ].map((word, index) => [word, index + 1] as const),
);

/** The day of the month in "on the first", "the 15th"; null when there is none. */
export function dayOfMonth(text: string): number | null {
  const found = /\bthe (?:(\d{1,2})(?:st|nd|rd|th)|([a-z]+th|first|second|third))\b/i.exec(text);
  if (!found) return null;
  const day = found[1] ? Number(found[1]) : ordinals.get(found[2].toLowerCase());
  return day !== undefined && day >= 1 && day <= 31 ? day : null;
}
