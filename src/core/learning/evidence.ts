import { PROMOTE_E } from './parameters';

/** log of w! l! / (n+1)!, n = w + l. */
function logBeta(wins: number, losses: number): number {
  let sum = -Math.log(wins + losses + 1);
  for (let i = 1; i <= losses; i++) sum += Math.log(i) - Math.log(wins + i);
  return sum;
}

/** log of the sum of C(m, j) over j = 0 … top. */
function logBinomialSum(m: number, top: number): number {
  let term = 0;
  let sum = 0;
  for (let j = 1; j <= top; j++) {
    term += Math.log((m - j + 1) / j);
    sum = Math.max(sum, term) + Math.log1p(Math.exp(-Math.abs(sum - term)));
  }
  return sum;
}

/**
 * E-value of `wins` to `losses` against "no better than the other": 2^(n+1) times the integral of
 * t^w (1-t)^l from one half to 1, a mixture of bets. It may be looked at after every event: the chance that it ever
 * reaches e without there being a difference is at most 1 / e (Ville 1939; Ramdas et al., arXiv 2210.01948).
 */
export function evidence(wins: number, losses: number): number {
  return Math.exp(logBeta(wins, losses) + logBinomialSum(wins + losses + 1, wins));
}

/** P(t > 1/2) for t ~ Beta(1 + wins, 1 + losses): how probably the candidate is the better one, offline. */
export function superiority(wins: number, losses: number): number {
  const n = wins + losses + 1;
  return Math.exp(logBinomialSum(n, wins) - n * Math.LN2);
}

/** What the k-th trial (k >= 1) needs, so that all of them together are right with 90 %: the sum of 1/(k(k+1)) is 1. */
export function evidenceNeeded(trial: number): number {
  return PROMOTE_E * trial * (trial + 1);
}
