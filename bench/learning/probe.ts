import type { Basis } from '../../src/core/learning/basis';
import { labelledState } from '../../src/core/learning/decision-state';
import { headScores } from '../../src/core/learning/head';
import { TRAINING } from '../../src/core/learning/parameters';
import { argmax } from '../../src/core/learning/softmax';
import { referenceTrainer } from '../../src/core/learning/testing/reference-trainer';
import { trainingSet } from '../../src/core/learning/training-set';
import type { Row, Stream } from './stream';

/**
 * What the same head reaches with all the data: trained on the rows set apart, open gate,
 * no prior, no bound, no anchors and nearly no decay. Share of `rows` that it gets right.
 */
export async function probeAccuracy(
  stream: Stream,
  rows: readonly Row[],
  stateOf: (text: string) => Float32Array,
  basis: Basis,
): Promise<number> {
  const { labels } = stream;
  const state = (text: string) => {
    const embedding = stateOf(text);
    const prior = { actions: labels, scores: labels.map(() => 0) };
    return labelledState({ request: text, prior, embedding }, basis.projection, () => 1);
  };
  const taught = stream.rest.map(({ text, label }) => ({
    ...state(text),
    action: label,
    sign: 1 as const,
    weight: 1,
  }));
  const set = trainingSet(labels, basis.projection.dimensions, taught, []);
  const options = { ...TRAINING, q: 0.1, clip: Infinity, l2: 1e-4, steps: 80 };
  const head = await referenceTrainer.fit(set, null, options, () => {});
  const hits = rows.filter(({ text, label }) => {
    return labels[argmax(headScores(head, labels, state(text).phi))] === label;
  });
  return hits.length / rows.length;
}
