import { evidence } from '../../../core/learning/evidence';
import { DISCARD_E } from '../../../core/learning/parameters';
import type { Trial } from '../../../core/learning/learning-state';
import { evidenceProgress } from './learning-sentences';

/** Where the evidence of a trial stands, and what moves it to either end. */
export interface EvidenceScale {
  /** 0 discarded, 0.5 nothing known, 1 proved; evidence multiplies, so distances are logarithms. */
  readonly position: number;
  /** How often in a row it must be right where the live version is wrong, from now on. */
  readonly winsToGo: number;
  /** How often in a row it may not be wrong where the live version is right, or it is discarded. */
  readonly lossesToGo: number;
}

export function evidenceScale({ wins, losses }: Trial, needed: number): EvidenceScale {
  const better = evidence(wins, losses);
  const worse = evidence(losses, wins);
  const position =
    better >= worse
      ? 0.5 + evidenceProgress(better, needed) / 2
      : 0.5 - evidenceProgress(worse, DISCARD_E) / 2;
  return {
    position,
    winsToGo: stepsUntil((more) => evidence(wins + more, losses) >= needed),
    lossesToGo: stepsUntil((more) => evidence(losses + more, wins) >= DISCARD_E),
  };
}

/** Each win doubles the evidence at first, so that a few dozen reach anything that is ever needed. */
function stepsUntil(reached: (more: number) => boolean): number {
  let more = 0;
  while (!reached(more) && more < 1000) more++;
  return more;
}
