import { KAPPA } from '../learning/parameters';
import type { PriorWeights } from '../learning/prior-weights';
import { argmax, softmax } from '../learning/softmax';

/** One request whose right action is known, as both terms of the prior see it; in the order of the actions. */
export interface CalibrationCase {
  readonly right: number;
  /** log p under the language model, nat. */
  readonly languageModel: readonly number[];
  /** Likeness to the examples without this one. */
  readonly likeness: readonly number[];
}

export interface FittedWeights extends PriorWeights {
  /** Share of the cases decided rightly: with both terms, by likeness only, by the language model only. */
  readonly accuracy: number;
  readonly accuracyWithout: number;
  readonly accuracyAlone: number;
}

/** Steps of a factor 1.41: the likelihood is flat around its top, and all of it takes 30 ms for 226 cases of 12 actions. */
const kappas = steps(3, 28);
const weights = [0, ...steps(0.02, 4)];
/** Nats by which the language model must make all cases together likelier: chance does so once in 20 fits (chi-squared). */
const LEAST_GAIN = 2;
/**
 * The best fit to left-out examples, times this: real requests are decided more surely than the tools' own examples, which
 * were chosen to lie apart (.945 right against .735). With SmolLM2-135M it makes 10 and .25 the 14 and about .4 in use.
 */
const SURER = 1.4;

/**
 * The weights under which the cases' right actions are likeliest (maximum likelihood), the scale as explained above. A
 * language model whose word does not make them likelier than chance would, or with which fewer would be decided rightly,
 * weighs nothing: it can't spoil what the examples decide. Throws a RangeError without cases.
 */
export function fitPriorWeights(cases: readonly CalibrationCase[]): FittedWeights {
  if (cases.length === 0) throw new RangeError('there is nothing to fit to');
  const without = best(cases, [0], 0);
  const both = best(cases, weights, without.right);
  const heard = (both.likelihood - without.likelihood) * cases.length >= LEAST_GAIN;
  const { kappa, languageModel, right } = heard ? both : { ...without, kappa: KAPPA / SURER };
  const share = (count: number) => count / cases.length;
  return {
    kappa: SURER * kappa,
    languageModel: SURER * languageModel,
    accuracy: share(right),
    accuracyWithout: share(without.right),
    accuracyAlone: share(measure(cases, 0, 1).right),
  };
}

interface Fit extends PriorWeights {
  /** Mean log-probability of the right action, nat. */
  readonly likelihood: number;
  readonly right: number;
}

/** The likeliest of the grid's weights with which at least `least` cases are decided rightly. */
function best(cases: readonly CalibrationCase[], tried: readonly number[], least: number): Fit {
  let found: Fit | null = null;
  for (const kappa of kappas) {
    for (const languageModel of tried) {
      const fit = { kappa, languageModel, ...measure(cases, kappa, languageModel) };
      if (fit.right >= least && fit.likelihood > (found?.likelihood ?? -Infinity)) found = fit;
    }
  }
  // Only scores that are no numbers are never likelier than nothing.
  return found ?? { kappa: kappas[0], languageModel: 0, likelihood: -Infinity, right: 0 };
}

function measure(cases: readonly CalibrationCase[], kappa: number, weight: number) {
  let sum = 0;
  let right = 0;
  for (const one of cases) {
    // Without a weight it is left out: 0 times minus infinity is no number.
    const scores = one.likeness.map(
      (s, a) => kappa * s + (weight === 0 ? 0 : weight * one.languageModel[a]),
    );
    sum += Math.log(softmax(scores)[one.right]);
    if (argmax(scores) === one.right) right++;
  }
  return { likelihood: sum / cases.length, right };
}

function steps(from: number, to: number): number[] {
  const count = Math.ceil(2 * Math.log2(to / from));
  return Array.from({ length: count + 1 }, (_, i) => from * 2 ** (i / 2));
}
