import type { LearnedSentence } from '../../../app/app-state';
import type { ChangeGroup } from '../../../core/learning/change-groups';
import type { BehaviourChange } from '../../../core/learning/snapshot';
import { feedbackWords } from '../memory/feedback-words';

/** What is known about one change: "you corrected it", "you said otherwise", or that nobody said. */
export function changeEvidence(
  change: BehaviourChange,
  learned: readonly LearnedSentence[],
): string {
  if (change.episodeId === null) return 'a request about something else: nobody said';
  const said = feedbackWords(
    learned
      .filter(({ signal }) => signal.episodeId === change.episodeId)
      .map(({ signal }) => signal.kind),
  ).join(', ');
  if (change.right === null) return said || 'nobody said what is right';
  const words = said || 'feedback that is gone';
  return change.right ? `for it: ${words}` : `against it: ${words}`;
}

/** "2 you said so, 1 you said otherwise, 3 not known"; what is none of them is left out. */
export function groupVerdict({ right, wrong, unknown }: ChangeGroup): string {
  const parts = [
    [right, 'right'],
    [wrong, 'wrong'],
    [unknown, 'not known'],
  ] as const;
  return parts
    .filter(([number]) => number > 0)
    .map(([number, words]) => `${number}\u00a0${words}`)
    .join(', ');
}
