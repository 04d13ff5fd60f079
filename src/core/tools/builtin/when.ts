import type { ParsedComponents } from 'chrono-node';
import { dayOfMonth, plainDateWords } from './date-words';
import { DAY, HOUR, momentOf, startOfDay, wallClock } from './wall-clock';
import type { UtcOffset } from './wall-clock';

export interface Present {
  /** Ms since the epoch. */
  readonly now: number;
  readonly utcOffset: UtcOffset;
}

/** A date or time that somebody put in words. */
export interface Moment {
  /** Ms since the epoch. */
  readonly at: number;
  /** A time of day was named, not only a day. */
  readonly hasTime: boolean;
  /** The words that say it: the whole text when it says nothing else, or else what the parser read of it. */
  readonly words: string;
}

/** Hours at which a part of the day is taken to be when no time is named; 9 where none of them is. */
const hours: readonly (readonly [RegExp, number])[] = [
  [/\b(tonight|night)\b/i, 20],
  [/\bevening\b/i, 18],
  [/\bafternoon\b/i, 15],
];
const MORNING = 9;
/** People who say "tomorrow at 5" mean the afternoon; from 7 on they mean the morning. */
const EARLIEST_HOUR = 7;
const HALF_DAY = DAY / 2;
/** Years of four digits, which every calendar writes alike. */
const FIRST_YEAR = 1000;
const LAST_YEAR = 9999;

/** The first date or time in a text, in the user's own zone whatever the machine's is; null when there is none. */
export async function readMoment(text: string, present: Present): Promise<Moment | null> {
  const plain = plainDateWords(text);
  const relative = await momentFromAnchor(plain, present);
  if (relative !== undefined) return relative && { ...relative, words: text };
  const { parse } = await import('chrono-node/en');
  const reference = { instant: new Date(present.now), timezone: present.utcOffset(present.now) };
  const forwardDate = !/\b(last|past|previous|ago)\b/i.test(plain);
  const found = parse(plain, reference, { forwardDate })[0];
  if (!found) return nextDayOfMonth(plain, present);
  const { start } = found;
  const hasTime = start.isCertain('hour');
  const at = hasTime
    ? momentAt(start, plain, present)
    : momentOf(dayOf(start) + usualHour(plain) * HOUR, present.utcOffset);
  // Said as the user said it where nothing else is around it.
  const words = found.text === plain ? text : found.text;
  return withinCalendar(at) ? { at, hasTime, words } : null;
}

const fromAnchor =
  /\b((?:\d+(?:\.\d+)?|an?|the) (?:minute|hour|day|week|month|year)s?) (after|before|from) (?!now\b|tomorrow\b|yesterday\b)(.+)$/i;

/**
 * "2 days before christmas", "a week from friday": counted from the anchor's own moment, since chrono counts from
 * the nearest friday, which may be over. Null when the anchor is no date; undefined when there is none.
 */
async function momentFromAnchor(
  plain: string,
  { now, utcOffset }: Present,
): Promise<Moment | null | undefined> {
  const [, span, direction, anchor] = fromAnchor.exec(plain) ?? [];
  if (anchor === undefined) return undefined;
  const origin = await readMoment(anchor, { now, utcOffset });
  if (!origin) return null;
  const length = span.replace(/^the /i, 'a ');
  const words = direction.toLowerCase() === 'before' ? `${length} ago` : `in ${length}`;
  return readMoment(words, { now: origin.at, utcOffset });
}

/** Midnight of the day, on the user's clock. */
function dayOf(start: ParsedComponents): number {
  const [year, month, day] = (['year', 'month', 'day'] as const).map(
    (part) => start.get(part) ?? 1,
  );
  return Date.UTC(year, month - 1, day);
}

function usualHour(text: string): number {
  return hours.find(([part]) => part.test(text))?.[1] ?? MORNING;
}

/** The moment of a named time. "at 8" is the next 8 o'clock of either half of the day. */
function momentAt(start: ParsedComponents, text: string, { now, utcOffset }: Present): number {
  const hour = start.get('hour') ?? 0;
  const seconds = (start.get('minute') ?? 0) * 60 + (start.get('second') ?? 0);
  const wall = dayOf(start) + hour * HOUR + seconds * 1000;
  const zone = start.isCertain('timezoneOffset') ? start.get('timezoneOffset') : null;
  if (zone !== null) return momentOf(wall, () => zone);
  // "05:00", "5 am" and "5 in the morning" say which half of the day they mean.
  const plainly = start.isCertain('meridiem') || /\b0\d:\d\d|\b[ap]\.?m\b|morning/i.test(text);
  if (plainly || hour < 1 || hour >= 12) return momentOf(wall, utcOffset);
  const later = momentOf(wall + HALF_DAY, utcOffset);
  if (/\b(evening|tonight|night|afternoon)\b/i.test(text)) return later;
  const dated = start.isCertain('day') || start.isCertain('weekday');
  if (!dated) return nextOf(timeOfDay(wall), { now, utcOffset });
  const early = momentOf(wall, utcOffset);
  return hour < EARLIEST_HOUR || (early <= now && later > now) ? later : early;
}

function timeOfDay(wall: number): number {
  return wall - startOfDay(wall);
}

/** The next moment at which a twelve-hour clock shows `time` (ms after midnight). */
function nextOf(time: number, { now, utcOffset }: Present): number {
  const today = startOfDay(wallClock(now, utcOffset));
  const candidates = [time, time + HALF_DAY, time + DAY].map((t) => momentOf(today + t, utcOffset));
  return candidates.find((at) => at > now) ?? candidates[2];
}

/** "on the 15th": of this month or, when that is over, of the next month that has such a day. */
function nextDayOfMonth(text: string, { now, utcOffset }: Present): Moment | null {
  const day = dayOfMonth(text);
  if (day === null) return null;
  const today = startOfDay(wallClock(now, utcOffset));
  const date = new Date(today);
  const months = [0, 1, 2].map((ahead) =>
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead, day),
  );
  const wall = months.find((each) => each >= today && new Date(each).getUTCDate() === day);
  if (wall === undefined) return null;
  const at = momentOf(wall + MORNING * HOUR, utcOffset);
  return { at, hasTime: false, words: text };
}

/** Words that stand before a day or time and that chrono leaves out of what it read. */
const leading = /^(?:(?:at|on|by|around|every|each|the(?= \S+ of\b)) )+/i;
/** Inside a request a word alone must be plain: "may", "sun" and "second" are seldom dates. */
const plainWord =
  /\d\W?[ap]\.?m\.?$|\d:\d\d|\d\/\d\d|\d-\d\d?-\d|day$|^(?:tonight|tomorrow|tmrw|noon|midday|midnight)$/i;
const ordinalDay = /^(?:on the [a-z]+|(?:on )?the \d{1,2}(?:st|nd|rd|th))$/i;

/** True when all of the words say one date or time, and nothing else: "at 5 tomorrow", not "5 eggs tomorrow". */
export async function readsWhole(words: string): Promise<boolean> {
  if (!/\s/.test(words) && !plainWord.test(words)) return false;
  const plain = plainDateWords(words.replace(leading, '')).trim();
  if (ordinalDay.test(words)) return dayOfMonth(words) !== null;
  const anchored = fromAnchor.exec(plain);
  if (anchored) return anchored.index === 0 && readsWhole(anchored[3]);
  const { parse } = await import('chrono-node/en');
  // chrono takes "at" as a part of a time: "at 5" is one, "5" alone is none.
  for (const text of [plain, plainDateWords(words)]) {
    const [found, ...more] = parse(text);
    if (found && more.length === 0 && found.index === 0 && found.text.length === text.length) {
      return true;
    }
  }
  return false;
}

function withinCalendar(at: number): boolean {
  const year = new Date(at).getUTCFullYear();
  return year > FIRST_YEAR && year < LAST_YEAR;
}
