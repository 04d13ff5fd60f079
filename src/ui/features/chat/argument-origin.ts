import type { ArgumentOrigin } from '../../../core/memory/episode';

const NAMES: Readonly<Record<ArgumentOrigin, string>> = {
  words: 'your words',
  generated: 'written by the model',
  user: 'you',
  memory: 'from memory',
};

/** Where an argument came from, for people; a default when nothing is recorded. */
export function originName(origin: ArgumentOrigin | undefined): string {
  return origin ? NAMES[origin] : 'a default';
}
