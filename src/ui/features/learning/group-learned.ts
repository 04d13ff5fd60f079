import type { LearnedSentence } from '../../../app/app-state';
import type { ActionId } from '../../../core/memory/episode';

export interface LearnedGroup {
  readonly action: ActionId;
  /** Newest first. */
  readonly sentences: readonly LearnedSentence[];
}

/** What was learned by the action it is about; the action taught most comes first. */
export function groupLearned(learned: readonly LearnedSentence[]): LearnedGroup[] {
  const groups = new Map<ActionId, LearnedSentence[]>();
  for (const sentence of learned) {
    const { action } = sentence.signal;
    groups.set(action, [...(groups.get(action) ?? []), sentence]);
  }
  return [...groups]
    .map(([action, sentences]) => ({
      action,
      sentences: sentences.toSorted((a, b) => b.signal.sequence - a.signal.sequence),
    }))
    .toSorted((a, b) => b.sentences.length - a.sentences.length || (a.action < b.action ? -1 : 1));
}
