import { opensRequest, plainWords } from './cues';
import { sharedVerb } from './shared-verb';

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
  /** The request that it is, with what it left out because the one before says it. */
  readonly text: string;
}

/**
 * The message cut where a new request may begin: at a conjunction, a comma or the end of a sentence, if the words that
 * follow open a request of their own ("…, and remind me to shop"; not "eggs and milk") or share the verb of the one before.
 * Conjunctions are left out.
 */
export function cutMessage(message: string): Stretch[] {
  const whole = { start: 0, end: message.length, text: message.trim() };
  if (message.length > mostCharacters || message.split(/\s+/).length > longestMessage)
    return [whole];
  const parts: Stretch[] = [];
  let last = whole;
  for (const found of message.matchAll(separators)) {
    const [sign] = found;
    // The full stop belongs to its sentence, the comma to nobody.
    const end = found.index + (/^[.!?]+/.exec(sign)?.[0].length ?? 0);
    const next = found.index + sign.length;
    if (end <= last.start || parts.length === mostParts - 1) continue;
    const tail = message.slice(end).trim();
    const left = last.text.slice(0, last.text.length - tail.length).trim();
    const rest = message.slice(next).trim();
    const shared = sharedVerb(left, rest);
    if (left === '' || (!shared && !opensNext(rest, /[.!?;\n]/.test(sign)))) continue;
    parts.push({ start: last.start, end, text: shared?.first ?? left });
    last = { start: next, end: message.length, text: shared?.second ?? rest };
  }
  return [...parts, last];
}

/** After the end of a sentence anything may begin; elsewhere only what opens a request. */
function opensNext(rest: string, closes: boolean): boolean {
  const words = plainWords(rest);
  return words.includes(' ') && (closes || opensRequest(words));
}
