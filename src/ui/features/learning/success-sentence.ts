import type { SuccessPoint } from '../../../app/app-state';

/** The page's first sentence: how often it is right, and how often it would have been without learning. */
export function successSentence(points: readonly SuccessPoint[]): string | null {
  const last = points.at(-1);
  if (!last) return null;
  const times = (share: number) => Math.round(share * last.count);
  const live = times(last.live.mean);
  const frozen = times(last.frozen.mean);
  const right =
    last.count === 1
      ? `${live === 1 ? 'Right' : 'Wrong'} on the first try the only time you told me`
      : `Right on the first try ${live} of the last ${last.count} times`;
  if (live === frozen) return `${right}; the untrained agent would have been right as often.`;
  if (frozen === 0) return `${right}; the untrained agent would never have been right.`;
  return `${right}; the untrained agent would have been right ${frozen === 1 ? 'once' : `${frozen} times`}.`;
}
