import type { Episode } from '../memory/episode';
import { REPLY } from '../memory/episode';
import type { NewSignal } from './learning';

/**
 * What a finished episode says about itself: arguments that did not fit the tool's schema, or could not be made out
 * at all. They speak of the arguments alone, at the step that had them. Tools that failed for other reasons
 * (network, server, sign-in) stay in the record as failed steps and say nothing.
 */
export function ownSignals(episode: Episode): NewSignal[] {
  const malformed = episode.steps.flatMap(({ outcome, toolId }, step) =>
    outcome.status === 'failed' && outcome.code === MALFORMED
      ? [schemaFailure(episode, step, toolId)]
      : [],
  );
  const chosen = episode.decision?.chosen ?? REPLY;
  const isUnfilled = episode.status === 'failed' && episode.steps.length === 0 && chosen !== REPLY;
  return isUnfilled ? [schemaFailure(episode, 0, chosen)] : malformed;
}

const MALFORMED = 'arguments-malformed';

function schemaFailure(episode: Episode, step: number, action: string): NewSignal {
  return {
    episodeId: episode.id,
    conversationId: episode.conversationId,
    step,
    kind: 'schema-failure',
    action,
    argument: null,
    provenance: 'verifier',
    tainted: episode.tainted,
  };
}
