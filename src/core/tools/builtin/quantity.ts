import { withDigits } from './number-words';
import { isUnit } from './unit-names';

export interface Quantity {
  readonly amount: number;
  /** The words after the number. */
  readonly unit: string;
}

const signs: readonly (readonly [sign: string, value: string])[] = [
  ['½', '1/2'],
  ['¼', '1/4'],
  ['¾', '3/4'],
];

/** "500 ml", "half a cup", "1 1/2 cups", "a pound": a number, 1 where none is said, and the words of the unit after it. */
export function readQuantity(words: string): Quantity {
  let text = withDigits(words.trim());
  for (const [sign, value] of signs) text = text.replace(sign, ` ${value}`).trim();
  text = text
    .replace(/^(?:an? )?half\b(?: an?\b| of an?\b)?/i, '0.5')
    .replace(/^(?:an? |one )?quarter(?: of)? an?\b/i, '0.25')
    .replace(/^3 quarters of an?\b/i, '0.75');
  const [fraction, whole = '0', top = '', bottom = ''] =
    /^(?:(\d+)\s+)?(\d+)\/(\d+)(?![\d/])/.exec(text) ?? [];
  if (fraction !== undefined && Number(bottom) !== 0) {
    const amount = Number(whole) + Number(top) / Number(bottom);
    return { amount, unit: text.slice(fraction.length).trim() };
  }
  const [written = ''] = /^-?\d+(?:[.,]\d+)*/.exec(text) ?? [];
  const number = written.replace(/,(?=\d{3}\b)/g, '').replace(',', '.');
  return { amount: number === '' ? 1 : Number(number), unit: text.slice(written.length).trim() };
}

/** True for an amount with its unit and nothing else: "500 ml", "a mile"; not for "miles" or "5". */
export function isQuantity(words: string): boolean {
  if (isUnit(words)) return false;
  const { unit } = readQuantity(words);
  return isUnit(unit === words.trim() ? unit.replace(/^(?:an?|each|every)\s+/i, '') : unit);
}
