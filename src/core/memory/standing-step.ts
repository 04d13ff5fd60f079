import type { Episode, ToolStep } from './episode';

/** The step that stands: the last one, unless it failed or was taken back. */
export function standingStep(episode: Episode): ToolStep | null {
  const last = episode.steps.at(-1);
  return last && last.outcome.status === 'done' && !last.undone ? last : null;
}
