import type { Head } from '../snapshot';
import type { TrainingOptions, TrainingSet } from '../../ports/trainer';
import { NEGATIVE_CEILING } from '../parameters';
import { divergence, softmax } from '../softmax';
import { dot } from '../vector';

export interface Gradient {
  readonly loss: number;
  /** Row-major `actions x dimensions`. */
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

/**
 * The training objective and its gradient by hand, in double precision: the oracle of the real trainer's tests.
 *   sum w l / sum w + anchorWeight · mean KL(frozen || head) + l2 / 2 · |B|^2
 */
export function objective(set: TrainingSet, head: Head, options: TrainingOptions): Gradient {
  const weights = Float64Array.from(head.weights, (value) => options.l2 * value);
  const bias = new Float64Array(head.bias.length);
  let loss = (options.l2 / 2) * head.weights.reduce((sum, value) => sum + value * value, 0);
  const total = set.weights.reduce((sum, weight) => sum + weight, 0);

  set.weights.forEach((weight, i) => {
    const scale = weight / total;
    loss += backward(set, i, head, options, weights, bias, (p) => {
      const label = set.labels[i];
      const { value, slope } =
        set.signs[i] > 0
          ? positive(p[label], options.q)
          : negative(p[label], options.negativeWeight);
      const toScores = p.map((pk, k) => scale * slope * p[label] * (Number(k === label) - pk));
      return { value: scale * value, toScores };
    });
  });
  const anchors = set.anchors.gate.length;
  for (let i = 0; i < anchors; i++) {
    const scale = options.anchorWeight / anchors;
    loss += backward(set.anchors, i, head, options, weights, bias, (p, frozen) => ({
      value: scale * divergence(frozen, p),
      toScores: p.map((pk, k) => scale * (pk - frozen[k])),
    }));
  }
  return { loss, weights, bias };
}

/** Generalised cross entropy of the right action's probability, and its slope. */
function positive(p: number, q: number) {
  return { value: (1 - p ** q) / q, slope: -(p ** (q - 1)) };
}

/** Unlikelihood of a wrong action's probability, and its slope; flat above the ceiling. */
function negative(p: number, weight: number) {
  const bounded = Math.min(p, NEGATIVE_CEILING);
  const slope = p <= NEGATIVE_CEILING ? weight / (1 - p) : 0;
  return { value: -weight * Math.log(1 - bounded), slope };
}

type States = Pick<TrainingSet, 'features' | 'prior' | 'gate'>;
type Judge = (p: number[], frozen: number[]) => { value: number; toScores: number[] };

/** Adds one state's part to the gradient; returns its part of the loss. */
function backward(
  states: States,
  index: number,
  head: Head,
  options: TrainingOptions,
  weights: Float64Array,
  bias: Float64Array,
  judge: Judge,
): number {
  const { dimensions } = head;
  const actions = head.actions.length;
  const phi = states.features.subarray(index * dimensions, (index + 1) * dimensions);
  const prior = Array.from(states.prior.subarray(index * actions, (index + 1) * actions));
  const raw = prior.map(
    (_, a) => states.gate[index] * (head.bias[a] + dot(phi, head.weights, a * dimensions)),
  );
  const bound = options.clip;
  const scores = prior.map((score, a) => score + Math.min(bound, Math.max(-bound, raw[a])));
  const { value, toScores } = judge(softmax(scores), softmax(prior));
  for (let a = 0; a < actions; a++) {
    const slope = states.gate[index] * toScores[a];
    if (Math.abs(raw[a]) > bound || slope === 0) continue;
    bias[a] += slope;
    const offset = a * dimensions;
    for (let k = 0; k < dimensions; k++) weights[offset + k] += slope * phi[k];
  }
  return value;
}
