import { withDigits } from './number-words';

const n = '[$€£]?(\\d+(?:\\.\\d+)?)(?: (?:dollars?|bucks|euros?|pounds?|cents))?';
const percent = '(?:%| ?percent| per cent)';
const asked = '(?:what|which) (?:percent|percentage|per cent|share)';

/** Phrases whose words do not stand in the order of a calculation, and the calculation. `$1`, `$2` are numbers. */
const phrases: readonly (readonly [pattern: RegExp, calculation: string])[] = [
  [`${asked} of ${n} (?:is|are) ${n}`, '$2 / $1 * 100'],
  [`${asked} (?:is|are) ${n} (?:out )?of ${n}`, '$1 / $2 * 100'],
  [`${n} (?:is|are) ${asked} (?:out )?of ${n}`, '$1 / $2 * 100'],
  [`${n} as an? percentage of ${n}`, '$1 / $2 * 100'],
  [`${n}${percent} (?:more|greater|higher|larger|bigger) than ${n}`, '$2 * (1 + $1 / 100)'],
  [`${n}${percent} (?:less|fewer|lower|smaller|cheaper) than ${n}`, '$2 * (1 - $1 / 100)'],
  [`${n} (?:more|greater|higher|larger) than ${n}`, '$2 + $1'],
  [`${n} (?:less|fewer|lower|smaller) than ${n}`, '$2 - $1'],
  [`(?:increase|raise|grow) ${n} by ${n}${percent}`, '$1 * (1 + $2 / 100)'],
  [`(?:decrease|reduce|lower|cut) ${n} by ${n}${percent}`, '$1 * (1 - $2 / 100)'],
  [`(?:increase|raise) ${n} by ${n}`, '$1 + $2'],
  [`(?:decrease|reduce|lower) ${n} by ${n}`, '$1 - $2'],
  [`(?:take|deduct) ${n} (?:away )?from ${n}`, '$2 - $1'],
  [`(?:the )?square of ${n}`, '($1 ^ 2)'],
  [`(?:the )?cube of ${n}`, '($1 ^ 3)'],
  [`${n} to the (\\d+)(?:st|nd|rd|th)(?: power)?`, '($1 ^ $2)'],
  [
    `(?:split|share|divide) (?:a |the )?(?:bill of |total of )?${n}(?: [a-z]+)? (?:between|among|by|across|into|for) ${n}(?: [a-z]+)?`,
    '$1 / $2',
  ],
  [`${n} (?:split|shared|divided) (?:between |among |across |into )?${n}(?: [a-z]+)?`, '$1 / $2'],
  [`what (?:do|does|is|are) ${n} and ${n} (?:make|add up to|together|equal)`, '$1 + $2'],
].map(([pattern, calculation]) => [new RegExp(`\\b${pattern}(?![\\w.])`, 'g'), calculation!]);

const average = new RegExp(`(?:average|mean) of (${n}(?:(?:,| and|, and) ${n})+)`, 'g');

/** A text in lower case with its number words in digits, and such phrases as calculations: "5 more than 12" as "12 + 5". */
export function withCalculations(text: string): string {
  let plain = withDigits(text.toLowerCase()).replace(/(?<=\d),(?=\d{3}(?!\d))/g, '');
  for (const [pattern, calculation] of phrases) plain = plain.replace(pattern, calculation);
  return plain.replace(average, (_, list: string) => {
    const numbers = list.match(/\d+(?:\.\d+)?/g) ?? [];
    return `(${numbers.join(' + ')}) / ${numbers.length}`;
  });
}
