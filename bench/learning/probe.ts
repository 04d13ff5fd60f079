import type { Basis } from '../../src/core/learning/basis';
import { labelledState } from '../../src/core/learning/decision-state';
import { headScores } from '../../src/core/learning/head';
import { TRAINING } from '../../src/core/learning/parameters';
import { argmax } from '../../src/core/learning/softmax';
import { trainingSet } from '../../src/core/learning/training-set';
import type { Trainer } from '../../src/core/ports/trainer';
import type { Row } from './stream';

/**
 * What the same head reaches with all the data: trained on the rows set apart, open gate,
 * no prior, no bound, no anchors and nearly no decay. Which of `rows` it gets right.
 */
export async function probe(
  labels: readonly string[],
  taught: readonly Row[],
  rows: readonly Row[],
  stateOf: (text: string) => Float32Array,
  basis: Basis,
  trainer: Trainer,
): Promise<boolean[]> {
  const state = (text: string) => {
    const prior = { actions: labels, scores: labels.map(() => 0) };
    const about = { request: text, prior, embedding: stateOf(text) };
    return labelledState(about, basis.projection, () => 1);
  };
  const states = taught.map(({ text, label }) => ({
    ...state(text),
    action: label,
    sign: 1 as const,
    weight: 1,
  }));
  const set = trainingSet(labels, basis.projection.dimensions, states, []);
  const options = { ...TRAINING, q: 0.1, clip: Infinity, l2: 1e-4, steps: 80 };
  const head = await trainer.fit(set, null, options, () => {});
  return rows.map(
    ({ text, label }) => labels[argmax(headScores(head, labels, state(text).phi))] === label,
  );
}
