import type { ArgumentOrigin, LearnedFrom } from '../../../core/memory/episode';

const NAMES: Readonly<Record<ArgumentOrigin, string>> = {
  words: 'your words',
  clock: 'your words, read by the clock',
  memory: 'from memory',
  default: 'a default',
  generated: 'written by the model',
  user: 'you',
};

/**
 * Where an argument came from, for people: "your words", with those that it was read from where they are others than
 * the value; "as in ‘play jazz by Miles’ of 12 May" where it was learned. Without a record it was not given.
 */
export function originName(
  origin: ArgumentOrigin | undefined,
  words?: string,
  learned?: LearnedFrom,
): string {
  if (!origin) return 'not given';
  if (learned) return `as in ‘${learned.request}’ of ${dayOf(learned.at)}`;
  return words === undefined ? NAMES[origin] : `${NAMES[origin]}: “${words}”`;
}

function dayOf(at: number): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' }).format(at);
}
