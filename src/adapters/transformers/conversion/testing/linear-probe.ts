/** Labelled vectors of one length. */
export interface ProbeSet {
  readonly vectors: readonly Float32Array[];
  readonly labels: readonly number[];
}

const STEPS = 40;
const RATE = 0.05;
/** Vectors have length 1: without a scale the softmax would stay flat for hundreds of steps. */
const SCALE = 8;
const DECAY = 1e-3;

/**
 * Accuracy on `test` of a softmax regression fitted to `train` (full-batch Adam from zero): how much
 * of the labels can be read linearly from an encoder's vectors.
 */
export function linearProbeAccuracy(train: ProbeSet, test: ProbeSet, classes: number): number {
  const weights = fit(train, classes);
  const scores = new Float64Array(classes);
  const right = test.vectors.filter((vector, i) => {
    score(weights, vector, scores);
    return scores.indexOf(Math.max(...scores)) === test.labels[i];
  });
  return right.length / test.vectors.length;
}

function fit(train: ProbeSet, classes: number): Float32Array {
  const length = classes * train.vectors[0].length;
  const [weights, first, second, gradient] = Array.from(
    { length: 4 },
    () => new Float32Array(length),
  );
  for (let step = 1; step <= STEPS; step++) {
    computeGradient(weights, train, classes, gradient);
    const correction = Math.sqrt(1 - 0.999 ** step) / (1 - 0.9 ** step);
    for (let i = 0; i < length; i++) {
      const slope = gradient[i] + DECAY * weights[i];
      first[i] = 0.9 * first[i] + 0.1 * slope;
      second[i] = 0.999 * second[i] + 0.001 * slope * slope;
      weights[i] -= (RATE * correction * first[i]) / (Math.sqrt(second[i]) + 1e-8);
    }
  }
  return weights;
}

function computeGradient(
  weights: Float32Array,
  { vectors, labels }: ProbeSet,
  classes: number,
  gradient: Float32Array,
): void {
  gradient.fill(0);
  const scores = new Float64Array(classes);
  vectors.forEach((vector, at) => {
    score(weights, vector, scores);
    const largest = Math.max(...scores);
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += scores[c] = Math.exp(scores[c] - largest);
    for (let c = 0; c < classes; c++) {
      const error = (scores[c] / sum - (c === labels[at] ? 1 : 0)) * (SCALE / vectors.length);
      const start = c * vector.length;
      for (let i = 0; i < vector.length; i++) gradient[start + i] += error * vector[i];
    }
  });
}

function score(weights: Float32Array, vector: Float32Array, scores: Float64Array): void {
  const width = vector.length;
  for (let c = 0; c < scores.length; c++) {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += weights[c * width + i] * vector[i];
    scores[c] = SCALE * sum;
  }
}
