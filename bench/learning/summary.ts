import type { Estimate } from '../report';
import { estimate } from '../report';

/** What one arm did under one condition with one seed. */
export interface Sample {
  readonly seed: number;
  readonly hits: readonly boolean[];
  /** The untrained agent's and the full-data probe's share of the last 100, on the same events. */
  readonly frozen: number;
  readonly probe: number;
  readonly metrics: Readonly<Record<string, number>>;
}

export const LAST = 100;
const AT = [10, 50, 100, 200, 500];

export const share = (hits: readonly boolean[]) =>
  hits.filter(Boolean).length / Math.max(1, hits.length);

/** All metrics of an arm, as means over seeds with 95 % intervals. */
export function summarise(samples: readonly Sample[]): Record<string, Estimate> {
  const over = (value: (sample: Sample) => number) => estimate(samples.map(value));
  const last = ({ hits }: Sample) => share(hits.slice(-LAST));
  const names = [...new Set(samples.flatMap(({ metrics }) => Object.keys(metrics)))];
  const upTo = AT.filter((at) => samples.every(({ hits }) => hits.length >= at));
  return {
    ...Object.fromEntries(
      upTo.map((at) => [`accuracy${at}`, over(({ hits }) => share(hits.slice(0, at)))]),
    ),
    accuracyLast100: over(last),
    aboveFrozenLast100: over((sample) => last(sample) - sample.frozen),
    gapClosedLast100: gapClosed(samples),
    regret: over(({ hits }) => hits.filter((hit) => !hit).length),
    ...Object.fromEntries(names.map((name) => [name, over(({ metrics }) => metrics[name] ?? 0)])),
  };
}

/**
 * Of the way from the untrained agent to the full-data probe, the part that was gone: a ratio of means over seeds,
 * with a jackknife's interval, since one seed's gap can be next to nothing.
 */
function gapClosed(samples: readonly Sample[]): Estimate {
  const ratio = (list: readonly Sample[]) => {
    const sum = (value: (sample: Sample) => number) =>
      list.reduce((total, sample) => total + value(sample), 0);
    const gap = sum(({ probe, frozen }) => probe - frozen);
    const gained = sum(({ hits, frozen }) => share(hits.slice(-LAST)) - frozen);
    return gap === 0 ? 0 : gained / gap;
  };
  const all = ratio(samples);
  if (samples.length < 2) return { mean: all, low: all, high: all };
  const without = samples.map((one) => ratio(samples.filter((other) => other !== one)));
  const pseudo = without.map((value) => samples.length * all - (samples.length - 1) * value);
  const { mean, low, high } = estimate(pseudo);
  return { mean: all, low: all - (mean - low), high: all + (high - mean) };
}
