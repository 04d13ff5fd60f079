import type { SignalKind } from '../../../core/learning/signal';

/** Feedback as one reads it beside a request; null for signals that say nothing to people. */
const WORDS: Readonly<Record<SignalKind, string | null>> = {
  correction: 'you corrected it',
  'answer-edit': 'you edited the answer',
  'argument-edit': 'you fixed a detail',
  hindsight: 'another tool did it',
  'thumbs-up': 'you liked it',
  'verified-success': 'it worked',
  'thumbs-down': 'you did not like it',
  undo: 'you undid it',
  'schema-failure': 'it could not be run',
  rephrase: 'you said it again in other words',
  copy: 'you copied it',
  abandon: null,
};

/** Each kind once, in the order given. */
export function feedbackWords(kinds: readonly SignalKind[]): string[] {
  return [...new Set(kinds)].flatMap((kind) => WORDS[kind] ?? []);
}
