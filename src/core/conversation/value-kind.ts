import { unitNamed } from '../tools/builtin/unit-names';

/** What a few words stand for, as far as their form tells. */
export type ValueKind = 'moment' | 'duration' | 'quantity' | 'unit' | 'number' | 'text';

const small =
  'zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|forty-five|fifty|sixty|ninety|hundred';
/** A number in digits or in one of the words that people use for times and amounts. */
export const numberSource = `(?:\\d+(?:[.,:]\\d+)*|\\b(?:${small})\\b)`;

const weekday =
  '(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun';
const month =
  'january|february|march|april|may|june|july|august|september|october|november|december';
const clockSource = `(?:(?:at |by |around )?(?:(?:half past|(?:a )?quarter (?:past|to)) ${numberSource}|${numberSource} ?(?:[ap]\\.?m\\b\\.?|o'?clock)(?: in the (?:morning|afternoon|evening))?|\\d{1,2}:\\d\\d|noon|midnight|lunchtime)|(?:at|by|around) ${numberSource}(?: in the (?:morning|afternoon|evening))?)`;
const spanSource = `(?:${numberSource}|an?|a few|a couple of) (?:minute|hour|day|week|month|year)s?`;
const daySource = `(?:(?:on |by |this |next |last |coming |the )*(?:${weekday})|today|tonight|tomorrow(?: (?:morning|afternoon|evening|night))?|(?:the )?day after tomorrow|yesterday|(?:this|next|in the) (?:week|month|year|weekend|morning|afternoon|evening)|(?:at )?the weekend|in ${spanSource}|${spanSource} (?:from now|ago|from today)|(?:on )?(?:the )?\\d{1,2}(?:st|nd|rd|th)(?: of (?:${month}))?|(?:on |in )?(?:${month})(?: \\d{1,2}(?:st|nd|rd|th)?)?|\\d{1,2} (?:${month})|(?:at |on )?(?:christmas|easter|halloween)(?: (?:day|eve))?|(?:in the |this )?(?:morning|afternoon|evening))`;

export const clockPattern = new RegExp(`(?<![\\w])${clockSource}(?![\\w:])`, 'i');
export const dayPattern = new RegExp(`(?<![\\w])${daySource}(?![\\w])`, 'i');
const momentOnly = new RegExp(
  `^(?:${clockSource}|${daySource})(?:,? (?:${clockSource}|${daySource}))*$`,
  'i',
);
const durationOnly = new RegExp(
  `^(?:(?:${numberSource}|an?|half an?|(?:a )?quarter of an|three quarters of an)(?: and a half)?[ -]?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)(?: and a half)?(?:,? (?:and )?)?)+$`,
  'i',
);
const numberOnly = new RegExp(`^-?${numberSource}(?: ${numberSource})*$`, 'i');
const startsWithNumber = new RegExp(`^(?:${numberSource}|an?|half an?) ?(.+)$`, 'i');

/** By the whole of the words: "at 6" is a moment, "7 minutes" a duration, "in cups" a unit, "oat milk" text. */
export function valueKind(value: string): ValueKind {
  const words = value.trim().replace(/[’]/g, "'");
  if (durationOnly.test(words)) return 'duration';
  if (momentOnly.test(words)) return 'moment';
  if (numberOnly.test(words)) return 'number';
  const measured = startsWithNumber.exec(words)?.[1];
  if (measured !== undefined && unitNamed(measured)) return 'quantity';
  if (measured === undefined && unitNamed(words)) return 'unit';
  return 'text';
}
