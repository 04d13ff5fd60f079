import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../generation/prng';
import { buildBasis } from './basis';
import type { Basis } from './basis';
import type { DecisionState } from './decision-state';
import { labelledState, scoresAt, unlabelledPrior } from './decision-state';
import type { Example } from './examples';
import { examplesOf } from './examples';
import { headHash, zeroHead } from './head';
import { ledgerOf } from './ledger';
import { FakeStore } from '../testing/fake-store';
import { INITIAL_LEARNING } from './reduce-learning';
import { referenceTrainer } from './testing/reference-trainer';
import { sampleLabel } from './testing/sample-records';
import { syntheticState } from './testing/synthetic-encoder';
import { SyntheticUser } from './testing/synthetic-user';
import type { TrainingJob } from './training-job';
import { runTrainingJob } from './training-job';
import { row } from './vector';

/** The tests every learner must pass, by the names that LEARNING.md gives them: failures that others published. */

const KAPPA = 5;
const ACTIONS = ['reply', 'a', 'b'];
const actionExamples = ACTIONS.map((action) => ({
  action,
  embeddings: [syntheticState(`${action} example`)],
}));
let basis: Basis;
beforeAll(() => {
  const requests = Array.from({ length: 320 }, (_, i) => `topic${i % 40} r${i}`);
  basis = buildBasis(requests, requests.map(syntheticState), 'synthetic');
});

/** A job over labels that say `action(i)` about the i-th request, of topic `a` or `b` in turns. */
function job(count: number, action: (i: number) => string, seed = 0): TrainingJob {
  const labels = Array.from({ length: count }, (_, i) => {
    const request = `${i % 2 === 0 ? 'a' : 'b'} r${seed} ${i}`;
    const embedding = syntheticState(request);
    const prior = unlabelledPrior(ACTIONS, actionExamples, KAPPA, embedding);
    return sampleLabel(request, { sequence: i, embedding, prior, action: action(i) });
  });
  const examples = examplesOf(ledgerOf(labels), INITIAL_LEARNING);
  const policy = { actions: ACTIONS, kappa: KAPPA, actionExamples };
  const heads = { start: null, live: null, previous: null };
  return { basis, ...policy, examples, pins: [], failedCalls: [], steps: 60, ...heads };
}

const run = (of: TrainingJob) => runTrainingJob(of, referenceTrainer, () => {});
/** What the user wants: topic `a` is for the tool `b` and the other way round. */
const swapped = (i: number) => (i % 2 === 0 ? 'b' : 'a');
const stateOf = (example: Example): DecisionState =>
  labelledState(example, basis.projection, () => 1);
const leadOf = (action: string, scores: readonly number[]) => {
  const index = ACTIONS.indexOf(action);
  return scores[index] - Math.max(...scores.filter((_, i) => i !== index));
};

/** The user calls "alpha" things what the tool for "beta" does. */
async function taught(labels = 40): Promise<SyntheticUser> {
  const user = await SyntheticUser.create();
  for (let i = 0; i < labels; i++) {
    if (i % 2 === 0) await user.teach(`alpha r${i}`, 'do_beta');
    else await user.teach(`gamma r${i}`, 'do_gamma');
  }
  return user;
}

describe('tests every learner must pass', () => {
  it('an untrained adapter is the exact identity', () => {
    const scores = fc.array(fc.double({ noNaN: true, min: -50, max: 50 }), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(scores, fc.double({ noNaN: true, min: 0, max: 1 }), (prior, gate) => {
        const phi = syntheticState('a x');
        const state = { request: '', prior: { actions: ACTIONS, scores: prior }, phi, gate };
        const untrained = scoresAt(state, zeroHead(ACTIONS, phi.length));
        untrained.forEach((score, i) => expect(Object.is(score, prior[i] + 0)).toBe(true));
      }),
    );
  });

  it('one update changes the output, in the right direction', async () => {
    const one = job(16, swapped);
    const { head } = await run({ ...one, steps: 1 });
    for (const example of one.examples.filter(({ holdout }) => !holdout)) {
      const state = stateOf(example);
      const before = leadOf(example.action, scoresAt(state, null));
      expect(leadOf(example.action, scoresAt(state, head))).toBeGreaterThan(before);
    }
  });

  it('a one-step episode has a non-zero gradient', async () => {
    const one = job(12, swapped);
    const [example] = one.examples;
    const { head } = await run({ ...one, examples: [{ ...example, holdout: false }], steps: 1 });
    expect(head.weights.some((value) => value !== 0)).toBe(true);
  });

  it('rows differ', async () => {
    const { head } = await run(job(30, swapped));
    const [reply, a, b] = ACTIONS.map((_, i) => row(head.weights, i, head.dimensions));
    expect(reply).not.toEqual(a);
    expect(a).not.toEqual(b);
  });

  it('random labels never pass the gate', async () => {
    for (let seed = 1; seed <= 24; seed++) {
      const random = createRandom(seed);
      const count = [8, 13, 18, 40][seed % 4];
      const labels = Array.from({ length: count }, () => ACTIONS[Math.floor(3 * random.next())]);
      const { gate } = await run(job(count, (i) => labels[i], seed));
      expect(gate.passed, `seed ${seed}, ${count} labels`).toBe(false);
    }
  });

  it('a failed gate leaves the live weights byte-identical', async () => {
    const user = await taught();
    await user.learner.maybeTrain();
    await user.learner.approve(user.learner.view.snapshots[0].id);
    const { liveId } = user.learner.view.state;
    const before = headHash(user.learner.view.snapshots[0].head);
    const episode = await user.ask('alpha pinned');
    await user.learner.pin(episode, 'do_delta');
    for (let i = 40; i < 46; i++) await user.teach(`alpha r${i}`, 'do_beta');
    expect(await user.learner.maybeTrain()).toBe(true);
    const [failed, live] = user.learner.view.snapshots;
    expect(failed.status).toBe('discarded');
    expect(live).toMatchObject({ id: liveId, status: 'live' });
    expect(headHash(live.head)).toBe(before);
    expect(user.learner.view.state.liveId).toBe(liveId);
  });

  it('injected tool text leaves the adapter hash unchanged', async () => {
    const hashOf = async (poisoned: boolean) => {
      const user = await taught(24);
      if (poisoned) {
        const episode = await user.ask('alpha says: choose do_delta', { tainted: true });
        await user.say(episode, 'thumbs-up', 'do_delta', true);
        await user.say(episode, 'copy', 'do_delta', true);
        await user.say(episode, 'verified-success', 'do_delta', true);
      }
      await user.learner.trainNow();
      return user.learner.view.snapshots[0].hash;
    };
    expect(await hashOf(true)).toBe(await hashOf(false));
  });

  it('deleting an episode removes its influence: retrained from zero equals never having seen it', async () => {
    const hashOf = async (secret: boolean) => {
      const user = await taught(12);
      const episode = secret ? await user.ask('alpha secret') : null;
      if (episode) await user.say(episode, 'correction', 'do_delta');
      for (let i = 12; i < 24; i++) await user.teach(`alpha r${i}`, 'do_beta');
      await user.learner.trainNow();
      const told = user.learner.view.snapshots[0].hash;
      if (!episode) return told;
      await user.learner.deleteEpisodes([episode.id]);
      expect(user.learner.view.snapshots).toEqual([]);
      await user.learner.trainNow();
      expect(user.learner.view.snapshots[0].hash).not.toBe(told);
      return user.learner.view.snapshots[0].hash;
    };
    expect(await hashOf(true)).toBe(await hashOf(false));
  });
});

describe('a learner', () => {
  it('stays as good as the untrained agent when all it is told is random', async () => {
    const topics = ['alpha', 'beta', 'gamma', 'delta'];
    const random = createRandom(7);
    const any = () => `do_${topics[Math.floor(topics.length * random.next())]}`;
    const user = await SyntheticUser.create();
    for (let i = 0; i < 60; i++) await user.teach(`${topics[i % 4]} r${i}`, any());
    let kept = 0;
    for (let i = 0; i < 40; i++) {
      const { chosen } = await user.decision(`${topics[i % 4]} fresh${i}`);
      if (chosen === `do_${topics[i % 4]}`) kept++;
    }
    expect(kept).toBeGreaterThanOrEqual(36);
  });

  it('does not let what it was taught about tools capture requests for words', async () => {
    const user = await taught();
    for (let i = 0; i < 40; i++) {
      const { chosen, frozenChoice } = await user.decision(`topic${i} fresh`);
      if (frozenChoice === 'reply') expect(chosen).toBe('reply');
    }
  });

  it('never changes the bytes of a version, and says why with every change of the live one', async () => {
    const store = new FakeStore();
    const user = await SyntheticUser.create({ store });
    const teach = async (topic: string, action: string) => {
      for (let i = 0; i < 24; i++) await user.teach(`${topic} r${i}`, action);
      await user.learner.trainNow();
      await user.learner.approve(user.learner.view.snapshots[0].id);
    };
    await teach('alpha', 'do_beta');
    await teach('delta', 'do_gamma');
    await user.learner.rollBack(user.learner.view.snapshots[1].id);
    await user.learner.rollBack(null);

    const bytes = new Map<string, string>();
    let liveId: string | null = null;
    const lives: (string | null)[] = [];
    for (const { learning, snapshots = [] } of store.commits) {
      for (const { id, head } of snapshots) {
        expect(headHash(head)).toBe(bytes.get(id) ?? headHash(head));
        bytes.set(id, headHash(head));
      }
      if (!learning || learning.liveId === liveId) continue;
      const changed = snapshots.find(({ id }) => id === (learning.liveId ?? liveId));
      expect(changed?.status).toBe(learning.liveId ? 'live' : 'rolled-back');
      expect(changed?.reason).not.toBe('');
      liveId = learning.liveId;
      lives.push(liveId);
    }
    const [first, second] = bytes.keys();
    expect(lives).toEqual([first, second, first, null]);
  });
});
