import { standingStep } from '../core/agent/revise';
import type { AppContext } from './app-context';
import type { Apprentice } from './apprentice';

type LearningActions = Pick<
  Apprentice,
  | 'trainNow'
  | 'cancelTraining'
  | 'approve'
  | 'discard'
  | 'rollBack'
  | 'pauseLearning'
  | 'pin'
  | 'unpin'
>;

export function learningActions({ learning, library, notices }: AppContext): LearningActions {
  const guard = notices.guard.bind(notices);
  return {
    trainNow: () => guard(() => learning.trainNow()),
    cancelTraining: () => learning.cancelTraining(),
    approve: (id) => guard(() => learning.approve(id)),
    discard: (id) => guard(() => learning.discard(id)),
    rollBack: (id) => guard(() => learning.rollBack(id)),
    pauseLearning: (paused) => guard(() => learning.pause(paused)),
    pin: (episodeId) =>
      guard(async () => {
        const episode = library.episodes.get(episodeId);
        const action = episode && (standingStep(episode)?.toolId ?? episode.decision?.chosen);
        if (episode && action) await learning.pin(episode, action);
      }),
    unpin: (pinId) => guard(async () => void (await learning.unpin(pinId))),
  };
}
