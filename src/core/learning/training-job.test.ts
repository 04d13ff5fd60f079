import { beforeAll, describe, expect, it } from 'vitest';
import { buildBasis } from './basis';
import type { Basis } from './basis';
import { labelledState, scoresAt, unlabelledPrior } from './decision-state';
import { examplesOf } from './examples';
import { ledgerOf } from './ledger';
import { INITIAL_LEARNING } from './reduce-learning';
import { referenceTrainer } from './testing/reference-trainer';
import { sampleLabel } from './testing/sample-records';
import { syntheticState } from './testing/synthetic-encoder';
import type { TrainingJob } from './training-job';
import { runTrainingJob } from './training-job';
import { argmax } from './softmax';

const KAPPA = 5;
const ACTIONS = ['reply', 'a', 'b'];
const actionExamples = ACTIONS.map((action) => ({
  action,
  embeddings: [syntheticState(`${action} example`)],
}));
const requests = Array.from({ length: 320 }, (_, i) => `topic${i % 40} r${i}`);
let basis: Basis;
beforeAll(() => {
  basis = buildBasis(requests, requests.map(syntheticState), 'synthetic');
});

/** A job over labels that say `action(i)` about the i-th request, of topic `a` or `b` in turns. */
function job(count: number, action: (i: number) => string): TrainingJob {
  const labels = Array.from({ length: count }, (_, i) => {
    const request = `${i % 2 === 0 ? 'a' : 'b'} r${i}`;
    const embedding = syntheticState(request);
    const prior = unlabelledPrior(ACTIONS, actionExamples, KAPPA, embedding);
    return sampleLabel(request, { sequence: i, embedding, prior, action: action(i) });
  });
  return {
    basis,
    actions: ACTIONS,
    kappa: KAPPA,
    actionExamples,
    examples: examplesOf(ledgerOf(labels), INITIAL_LEARNING),
    pins: [],
    failedCalls: [],
    start: null,
    steps: 60,
    live: null,
    previous: null,
  };
}
const run = (of: TrainingJob) => runTrainingJob(of, referenceTrainer, () => {});

/** What the user wants: topic `a` is for the tool `b` and the other way round. */
const swapped = (i: number) => (i % 2 === 0 ? 'b' : 'a');

describe('a training', () => {
  it('makes the head choose what it was taught on requests it never saw', async () => {
    const { head, gate, changes } = await run(job(60, swapped));
    for (const [topic, right] of [
      ['a', 'b'],
      ['b', 'a'],
    ]) {
      const embedding = syntheticState(`${topic} unseen`);
      const prior = unlabelledPrior(ACTIONS, actionExamples, KAPPA, embedding);
      const state = labelledState({ request: '', prior, embedding }, basis.projection, () => 1);
      expect(prior.actions[argmax(prior.scores)]).toBe(topic);
      expect(prior.actions[argmax(scoresAt(state, head))]).toBe(right);
    }
    const heldOut = gate.checks.find(({ name }) => name === 'holdout');
    expect(gate.losses).toBe(0);
    expect(heldOut?.passed).toBe(true);
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.every(({ right }) => right === true)).toBe(true);
  });

  it('says which pinned case a candidate would break', async () => {
    const taught = job(60, swapped);
    const embedding = syntheticState('a pinned');
    const prior = unlabelledPrior(ACTIONS, actionExamples, KAPPA, embedding);
    const pin = { request: 'a pinned', action: 'a', embedding, prior };
    const { gate } = await run({ ...taught, pins: [pin] });
    expect(gate.passed).toBe(false);
    expect(gate.checks.find(({ name }) => name === 'pinned')?.sentence).toBe(
      '0 of 1 pinned cases are decided as pinned.',
    );
  });
});
