import { opensRequest, plainWords } from './cues';

/** Longer messages are read as one: they are texts, not lists of requests. */
const longestMessage = 120;
const mostCharacters = 1500;
/** Requests in one message; what comes after belongs to the last. */
export const mostParts = 6;

/** Where one request may end and the next begin. */
const separators =
  /[.!?]+["”’)]*\s+(?:(?:and|then|also|now|next|plus)\b,?\s+)*|\s*[;\n]+\s*(?:(?:and|then|also)\b,?\s+)*|\s*,?\s+(?:and\s+then|and\s+also|and\s+after\s+that|after\s+that|then|plus|also|and)(?:\s+(?:also|then))?,?\s+|\s*,\s+/giu;

/** A stretch of the message, as offsets into it. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * The message cut where a new request may begin: at a conjunction, a comma or the end of a sentence, if the words that
 * follow open a request of their own ("…, and remind me to shop"; not "eggs and milk"). Conjunctions are left out.
 */
export function cutMessage(message: string): Stretch[] {
  const whole = { start: 0, end: message.length };
  if (message.length > mostCharacters || message.split(/\s+/).length > longestMessage)
    return [whole];
  const cuts = [...message.matchAll(separators)]
    .map((found) => {
      const [sign] = found;
      // The full stop belongs to its sentence, the comma to nobody.
      const end = found.index + (/^[.!?]+/.exec(sign)?.[0].length ?? 0);
      return { end, next: found.index + sign.length, closes: /[.!?;\n]/.test(sign) };
    })
    .filter(({ end, next, closes }) => end > 0 && opensNext(message.slice(next), closes))
    .slice(0, mostParts - 1);
  const starts = [0, ...cuts.map(({ next }) => next)];
  const ends = [...cuts.map(({ end }) => end), message.length];
  return starts.map((start, i) => ({ start, end: ends[i] }));
}

/** After the end of a sentence anything may begin; elsewhere only what opens a request. */
function opensNext(rest: string, closes: boolean): boolean {
  const words = plainWords(rest);
  return words.includes(' ') && (closes || opensRequest(words));
}
