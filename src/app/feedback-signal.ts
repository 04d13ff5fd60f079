import type { NewSignal } from '../core/learning/learning';
import type { Signal } from '../core/learning/signal';
import { REPLY, type ActionId, type Episode } from '../core/memory/episode';
import { standingStep } from '../core/memory/standing-step';

/** What the agent did in the end: the tool whose step stands, else what was decided. */
function actionTaken(episode: Episode): ActionId {
  const last = standingStep(episode) ?? episode.steps.at(-1);
  return last?.toolId ?? episode.decision?.chosen ?? REPLY;
}

/** What the user said about an episode, as a signal. */
export function about(
  episode: Episode,
  kind: Signal['kind'],
  action = actionTaken(episode),
): NewSignal {
  return {
    episodeId: episode.id,
    conversationId: episode.conversationId,
    step: Math.max(0, episode.steps.length - 1),
    kind,
    action,
    argument: null,
    provenance: 'user',
    tainted: episode.tainted,
  };
}
