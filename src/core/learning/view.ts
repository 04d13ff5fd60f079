import { evidence, evidenceNeeded } from './evidence';
import type { Experience } from './experience';
import { outcomesInOrder } from './experience';
import type { LearnedSentence, LearningView } from './learning-view';
import type { Knowledge } from './notebook';
import { FIRST_TRAINING } from './parameters';
import type { TitleOf } from './sentences';
import { signalSentence } from './sentences';
import { successPoints } from './success';

/** Learning as the page shows it. */
export function viewOf(
  { mind, experience, pins }: Knowledge,
  training: LearningView['training'],
  backend: string | null,
  title: TitleOf,
): LearningView {
  const { state } = mind;
  return {
    state,
    snapshots: [...mind.snapshots.values()].sort((a, b) => b.sequence - a.sequence),
    success: successPoints(outcomesInOrder(experience)),
    learned: learned(experience, title),
    pins,
    training,
    evidence: state.trial && {
      value: evidence(state.trial.wins, state.trial.losses),
      needed: evidenceNeeded(state.candidates),
    },
    examples: experience.labels.size,
    examplesNeeded: FIRST_TRAINING,
    backend,
  };
}

/** What was said and not taken back, newest first. */
function learned({ signals, episodes }: Experience, title: TitleOf): LearnedSentence[] {
  return [...signals.values()]
    .filter(({ revoked, episodeId }) => !revoked && episodes.has(episodeId))
    .sort((a, b) => b.sequence - a.sequence)
    .map((signal) => {
      const request = episodes.get(signal.episodeId)?.request ?? '';
      return { signal, request, sentence: signalSentence(signal, request, title) };
    });
}
