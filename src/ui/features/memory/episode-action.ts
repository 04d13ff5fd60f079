import type { ActionId, Episode } from '../../../core/memory/episode';

/** What was done in the end: the last call that stands, else what was decided; null when nothing was. */
export function episodeAction({ steps, decision }: Episode): ActionId | null {
  return steps.findLast(({ undone }) => !undone)?.toolId ?? decision?.chosen ?? null;
}
