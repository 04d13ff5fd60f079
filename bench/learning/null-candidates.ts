import { decide, SILENT_MEMORY } from '../../src/core/learning/policy';
import { similarities } from '../../src/core/learning/similarity';
import type { ActionExamples } from '../../src/core/learning/similarity';
import type { Basis } from '../../src/core/learning/basis';
import { TRIAL_EVENTS } from '../../src/core/learning/parameters';
import { project } from '../../src/core/learning/projection';
import { INITIAL_LEARNING, reduceLearning } from '../../src/core/learning/reduce-learning';
import type { Random } from '../../src/core/ports/random';
import type { Row } from './stream';

const passed = { passed: true, checks: [], wins: 0, losses: 0, significant: false };

/** Whether a candidate goes live whose pairs with the live version come out like this; null is no pair. */
function isPromoted(pairs: readonly (boolean | null)[]): boolean {
  const candidate = { id: 'candidate', parentId: null, gate: passed };
  const trained = { type: 'candidate-trained', candidate, sequence: 0, labels: 8 } as const;
  let { state } = reduceLearning(INITIAL_LEARNING, trained);
  let wins = 0;
  let losses = 0;
  for (const [index, pair] of pairs.entries()) {
    if (pair === true) wins++;
    if (pair === false) losses++;
    const trial = { events: index + 1, wins, losses };
    const observed = { trial, significant: false, monitor: null, sequence: index, expected: 0.2 };
    ({ state } = reduceLearning(state, { type: 'pair-observed', ...observed }));
    if (state.liveId !== null) return true;
    if (state.trial === null) return false;
  }
  return false;
}

/** Share of `count` candidates exactly as good as the live version that gate B lets through. */
export function falsePromotions(count: number, differ: number, random: Random): number {
  let promoted = 0;
  for (let i = 0; i < count; i++) {
    const pairs = Array.from({ length: TRIAL_EVENTS }, () =>
      random.next() < differ ? random.next() < 0.5 : null,
    );
    if (isPromoted(pairs)) promoted++;
  }
  return promoted / count;
}

/**
 * How many of `count` random heads, which are no better than the untrained agent but by luck, gate B alone lets
 * through on a stream, and how many of those are worse than it on fresh rows.
 */
export function randomHeads(
  count: number,
  rows: readonly Row[],
  fresh: readonly Row[],
  { basis, examples, kappa, stateOf }: NullWorld,
  random: Random,
): { readonly promoted: number; readonly harmful: number } {
  const actions = examples.map(({ action }) => action);
  const stateAt = ({ text, label }: Row) => {
    const embedding = stateOf(text);
    const likeness = similarities(examples, embedding);
    const found = actions.map((action) => likeness.get(action) ?? 0);
    return { found, phi: project(basis.projection, embedding), label };
  };
  const events = rows.slice(0, TRIAL_EVENTS).map(stateAt);
  const later = fresh.map(stateAt);
  let promoted = 0;
  let harmful = 0;
  for (let i = 0; i < count; i++) {
    const head = randomHead(actions, basis.projection.dimensions, random);
    const pairsOf = (states: readonly ReturnType<typeof stateAt>[]) =>
      states.map(({ found, phi, label }) => {
        const choice = decide({
          actions,
          languageModel: actions.map(() => 0),
          similarities: found,
          kappa,
          phi,
          gate: 1,
          live: null,
          candidate: head,
          memory: SILENT_MEMORY,
        });
        const won = choice.shadowChoice === label;
        return won === (choice.chosen === label) ? null : won;
      });
    if (!isPromoted(pairsOf(events))) continue;
    promoted++;
    const after = pairsOf(later);
    const wins = after.filter((won) => won === true).length;
    if (after.filter((won) => won === false).length > wins) harmful++;
  }
  return { promoted, harmful };
}

interface NullWorld {
  readonly basis: Basis;
  readonly examples: readonly ActionExamples[];
  readonly kappa: number;
  readonly stateOf: (text: string) => Float32Array;
}

/** Scores of one to four nat: enough to change a few or many decisions. */
function randomHead(actions: readonly string[], dimensions: number, random: Random) {
  const size = (1 + 3 * random.next()) / Math.sqrt(dimensions);
  const value = () => size * (random.next() + random.next() + random.next() - 1.5) * 2;
  return {
    actions,
    dimensions,
    weights: Float32Array.from({ length: actions.length * dimensions }, value),
    bias: new Float32Array(actions.length),
  };
}
