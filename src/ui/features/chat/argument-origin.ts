import type { ArgumentOrigin } from '../../../core/memory/episode';

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
 * the value. Without a record it was not given.
 */
export function originName(origin: ArgumentOrigin | undefined, words?: string): string {
  if (!origin) return 'not given';
  return words === undefined ? NAMES[origin] : `${NAMES[origin]}: “${words}”`;
}
