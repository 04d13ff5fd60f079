import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/generation/prng';
import { buildBasis } from '../../src/core/learning/basis';
import type { Basis } from '../../src/core/learning/basis';
import { syntheticState } from '../../src/core/learning/testing/synthetic-encoder';
import { CONDITIONS } from './conditions';
import { quickTrainer } from './quick-trainer';
import { runArm } from './run';
import { makeStream } from './stream';
import { actionsOf } from './world';

/** Eight labels with two topics each, so that three examples don't cover a label: there is something to learn. */
const rows = Array.from({ length: 640 }, (_, i) => {
  const label = i % 8;
  return { text: `topic${label + 8 * (i % 16 < 8 ? 0 : 1)} r${i}`, label: `tool${label}` };
});
const offScope = Array.from({ length: 320 }, (_, i) => `other${i % 40} r${i}`);
let basis: Basis;
beforeAll(() => {
  basis = buildBasis(offScope, offScope.map(syntheticState), 'synthetic');
});

function live(arm: string, condition: string, { seed = 1, events = 60 } = {}) {
  const stream = makeStream(rows, { labels: 8, events, examplesPerLabel: 3 }, createRandom(seed));
  return runArm(arm, {
    actions: actionsOf(stream),
    basis,
    kappa: 10,
    trainer: quickTrainer,
    stateOf: syntheticState,
    condition: CONDITIONS[condition]!(stream, createRandom(1000 + seed)),
    fresh: stream.rest.slice(0, 20),
    offScope: offScope.slice(0, 20),
  });
}

describe('a run of the benchmark', () => {
  it.each([
    ['adapter', 'noise20', 60],
    ['adapter', 'drift', 60],
    ['both', 'clean', 20],
  ])('gives the same for the same seed: %s, %s', async (arm, condition, events) => {
    const one = await live(arm, condition, { events });
    const other = await live(arm, condition, { events });
    // All but the time that trainings took.
    const figures = ({ metrics }: typeof one) => ({ ...metrics, msPerUpdate: null });
    expect(other.hits).toEqual(one.hits);
    expect(other.hash).toBe(one.hash);
    expect(figures(other)).toEqual(figures(one));
  });

  it('trains the same bytes whatever pages say', async () => {
    const [clean, injected] = [await live('adapter', 'clean'), await live('adapter', 'injected')];
    expect(clean.hash).not.toBeNull();
    expect(injected.hash).toBe(clean.hash);
  });

  it('knows the renamed tool by its new name after one correction', async () => {
    const { metrics } = await live('retrieval', 'rename', { events: 30 });
    expect(metrics.renamedRight).toBe(1);
  });

  it('takes a spoilt version back', async () => {
    const { metrics } = await live('adapter', 'drift', { events: 120 });
    expect(metrics.rollbackDelay).toBeLessThanOrEqual(30);
  });
});
