import type { Basis } from '../../src/core/learning/basis';
import { labelledState, scoresAt, unlabelledPrior } from '../../src/core/learning/decision-state';
import { TRAINING } from '../../src/core/learning/parameters';
import type { ActionExamples } from '../../src/core/learning/similarity';
import { argmax } from '../../src/core/learning/softmax';
import { referenceTrainer } from '../../src/core/learning/testing/reference-trainer';
import { trainingSet } from '../../src/core/learning/training-set';
import type { Row, Stream } from './stream';

interface ProbeOptions {
  readonly basis: Basis;
  readonly actionExamples: readonly ActionExamples[];
  readonly kappa: number;
}

const PER_LABEL = 40;

/**
 * What the same head reaches with all the data: trained on rows that the stream does not use (40 a label), open gate,
 * no anchors, nearly no decay. Share of `rows` that it gets right.
 */
export async function probeAccuracy(
  stream: Stream,
  rows: readonly Row[],
  stateOf: (text: string) => Float32Array,
  { basis, actionExamples, kappa }: ProbeOptions,
): Promise<number> {
  const { labels } = stream;
  const state = (text: string) => {
    const embedding = stateOf(text);
    const prior = unlabelledPrior(labels, actionExamples, kappa, embedding);
    return labelledState({ request: text, prior, embedding }, basis.projection, () => 1);
  };
  const known = labels.flatMap((label) =>
    stream.rest.filter((row) => row.label === label).slice(0, PER_LABEL),
  );
  const taught = known.map(({ text, label }) => ({
    ...state(text),
    action: label,
    sign: 1 as const,
    weight: 1,
  }));
  const set = trainingSet(labels, basis.projection.dimensions, taught, []);
  const options = { ...TRAINING, l2: 1e-4, steps: 40 };
  const head = await referenceTrainer.fit(set, null, options, () => {});
  const hits = rows.filter(({ text, label }) => {
    return labels[argmax(scoresAt(state(text), head))] === label;
  });
  return hits.length / rows.length;
}
