import type { VersionComparison } from '../core/learning/version-comparison';
import { understood } from '../core/memory/episode';
import { standingStep } from '../core/memory/standing-step';
import type { AppContext } from './app-context';
import type { Apprentice } from './apprentice';
import type { Deletions } from './deletions';

type LearningActions = Pick<
  Apprentice,
  | 'forget'
  | 'trainNow'
  | 'cancelTraining'
  | 'approve'
  | 'discard'
  | 'rollBack'
  | 'rollBackArguments'
  | 'keepVersion'
  | 'compareVersions'
  | 'pauseLearning'
  | 'pin'
  | 'unpin'
>;

export function learningActions(context: AppContext, deletions: Deletions): LearningActions {
  const { learning, library, notices } = context;
  const guard = notices.guard.bind(notices);
  return {
    forget: (signalId) =>
      guard(async () => {
        const signal = library.signals.get(signalId);
        if (!signal) return;
        const pending = { conversations: [], episodes: [], signals: [signalId] };
        await deletions.begin(pending, `Forgot ${learning.sentence(signal)}.`);
      }),
    trainNow: () => guard(() => learning.trainNow()),
    cancelTraining: () => learning.cancelTraining(),
    approve: (id) => guard(() => learning.approve(id)),
    discard: (id) => guard(() => learning.discard(id)),
    rollBack: (id) => guard(() => learning.rollBack(id)),
    rollBackArguments: (id) => guard(() => learning.rollBackArguments(id)),
    keepVersion: (id, kept) => guard(() => learning.keep(id, kept)),
    compareVersions: async (before, after) => {
      let comparison: VersionComparison | null = null;
      await guard(async () => {
        comparison = await learning.compare(before, after);
      });
      return comparison;
    },
    pauseLearning: (paused) => guard(() => learning.pause(paused)),
    pin: (episodeId) =>
      guard(async () => {
        const episode = library.episodes.get(episodeId);
        const action = episode && (standingStep(episode)?.toolId ?? episode.decision?.chosen);
        if (episode && action)
          await learning.pin({ ...episode, request: understood(episode) }, action);
      }),
    unpin: (pinId) => guard(async () => void (await learning.unpin(pinId))),
  };
}
