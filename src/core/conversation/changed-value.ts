import { clockPattern, dayPattern, numberSource, valueKind } from './value-kind';

const aNumber = new RegExp(numberSource, 'i');

/** The first match of a pattern in a text replaced, in place. */
function replaceFound(text: string, pattern: RegExp, by: string): string | null {
  const found = pattern.exec(text);
  if (!found) return null;
  return text.slice(0, found.index) + by + text.slice(found.index + found[0].length);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Where a value has the same words as the new one but for its numbers: "20 %" finds "15 %". */
function shapeOf(value: string): RegExp | null {
  const parts = value.trim().split(new RegExp(numberSource, 'i'));
  if (parts.length < 2 || parts.every((part) => part.trim() === '')) return null;
  const words = parts.map((part) =>
    escaped(part.trim())
      // "9 minute timer" and "11 minutes", "1 cup" and "2 cups".
      .replace(/(\p{L}{2,}?)s?$/u, '$1s?'),
  );
  return new RegExp(words.join(`\\s?${numberSource}\\s?`), 'i');
}

/** A moment with the clock time or the day of another: "tomorrow at 5" with "at 6" is "tomorrow at 6". */
export function mergeMoments(before: string, said: string): string {
  const bare = valueKind(said) === 'number';
  const clock = bare ? said : clockPattern.exec(said)?.[0];
  const day = dayPattern.exec(clock && !bare ? said.replace(clock, ' ') : said)?.[0];
  if (clock !== undefined && day !== undefined && !bare) return said;
  if (clock !== undefined) {
    const spoken = /^(?:at|by|around) /i.test(clock) ? clock : `at ${clock}`;
    const replaced = replaceFound(before, clockPattern, spoken);
    return (replaced ?? `${before} ${spoken}`).trim();
  }
  if (day === undefined) return said;
  const named =
    /^(?:\p{L}{3,9}day)$/iu.test(day) && /\bon \p{L}+day\b/iu.test(before) ? `on ${day}` : day;
  const replaced = replaceFound(before, dayPattern, named);
  if (replaced !== null) return replaced;
  return clockPattern.test(before) ? `${before} ${named}` : named;
}

/** Verbs that begin what is to be done; their object is what a single new word replaces. */
const doing =
  /^(?:call|phone|ring|email|text|write to|visit|meet|see|buy|get|pick up|feed|water|clean|cleaning|wash|washing|take|bring|send|pay|fix|fixing|book|check|read|order|walk|iron|pack|mow|mowing|paint|painting|renew|return|finish|do|make) /i;

/** Text with its object, or all of it, exchanged: "call mum" and "dad" make "call dad". */
function mergeTexts(before: string, said: string): string {
  const noun = /^(the|my|our|a|an|some|his|her) /i.exec(said)?.[1];
  if (noun !== undefined) {
    const kept = new RegExp(`^(.*)\\b${noun} `, 'i').exec(before)?.[1];
    if (kept !== undefined && kept !== '') return `${kept}${said}`;
  }
  const verb = doing.exec(before)?.[0];
  if (verb === undefined || doing.test(said) || /^\p{L}+ing\b/iu.test(said)) return said;
  return `${verb}${said}`;
}

/** Words between the cue and the value. */
const leading = /^(?:in|into|to|for|of|with|from) /i;

/**
 * The value with what was said in its place, or null when that is of another kind: a time does not replace a
 * text, a unit no number.
 */
export function changedValue(before: string, said: string): string | null {
  const kind = valueKind(said);
  const old = valueKind(before);
  const bareSaid = said.replace(leading, '');
  if (kind !== 'text' && old === kind) {
    if (kind === 'moment') return mergeMoments(before, said);
    return kind === 'duration' ? said.replace(/^for /i, '') : bareSaid;
  }
  // "in cups" for "liters": only the unit is the value.
  if (kind === 'text' && bareSaid !== said && valueKind(bareSaid) !== 'text') {
    const bare = changedValue(before, bareSaid);
    if (bare !== null && old === valueKind(bareSaid)) return bare;
  }
  if (kind === 'number' && old === 'moment') return mergeMoments(before, said);
  const shape = shapeOf(said);
  if (shape && aNumber.test(before)) {
    const shaped = shape.exec(before) ? replaceFound(before, shape, said) : null;
    if (shaped !== null) return spaced(shaped);
  }
  if (kind === 'number' && old !== 'text') return replaceFound(before, aNumber, said);
  if (kind === 'number' && /[%+*/]|\d/.test(before)) return replaceFound(before, aNumber, said);
  if (bareSaid !== said) return changedValue(before, bareSaid);
  return kind === 'text' && old === 'text' && !/\d/.test(before) ? mergeTexts(before, said) : null;
}

const spaced = (text: string) => text.replace(/\s+/g, ' ').trim();
