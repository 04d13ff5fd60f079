import type { SuccessPoint } from './learning-view';
import type { Outcome } from './outcome';
import { SUCCESS_WINDOW } from './parameters';
import { wilson } from './wilson';

/** Rolling rates of being right at the first try, live and frozen, over outcomes in order of sequence. */
export function successPoints(
  outcomes: readonly Outcome[],
  window = SUCCESS_WINDOW,
): SuccessPoint[] {
  let live = 0;
  let frozen = 0;
  return outcomes.map((outcome, i) => {
    live += Number(outcome.liveRight);
    frozen += Number(outcome.frozenRight);
    if (i >= window) {
      live -= Number(outcomes[i - window].liveRight);
      frozen -= Number(outcomes[i - window].frozenRight);
    }
    const count = Math.min(i + 1, window);
    const { sequence, at } = outcome.episode;
    return { sequence, at, live: wilson(live, count), frozen: wilson(frozen, count), count };
  });
}
