import type { ActionId } from '../memory/episode';
import type { TrainingSet } from '../ports/trainer';
import type { DecisionState } from './decision-state';
import type { Prior } from './label';
import { stack } from './vector';

/** Prior of an action that was not permitted: softmax gives exactly 0, and the loss stays finite. */
const FORBIDDEN = -1e9;

/** A state with what was said about it. */
export interface TaughtState extends DecisionState {
  readonly action: ActionId;
  readonly sign: 1 | -1;
  readonly weight: number;
}

/** The trainer's view of examples and anchors. Labels of actions that no longer exist are left out. */
export function trainingSet(
  actions: readonly ActionId[],
  dimensions: number,
  taught: readonly TaughtState[],
  anchors: readonly DecisionState[],
): TrainingSet {
  const known = taught.filter(({ action }) => actions.includes(action));
  return {
    actions,
    dimensions,
    ...stateMatrices(actions, dimensions, known),
    labels: Int32Array.from(known, ({ action }) => actions.indexOf(action)),
    signs: Int8Array.from(known, ({ sign }) => sign),
    weights: Float32Array.from(known, ({ weight }) => weight),
    anchors: stateMatrices(actions, dimensions, anchors),
  };
}

function stateMatrices(
  actions: readonly ActionId[],
  dimensions: number,
  states: readonly DecisionState[],
) {
  return {
    features: stack(
      states.map(({ phi }) => phi),
      dimensions,
    ),
    prior: stack(
      states.map(({ prior }) => priorRow(actions, prior)),
      actions.length,
    ),
    gate: Float32Array.from(states, ({ gate }) => gate),
  };
}

function priorRow(actions: readonly ActionId[], prior: Prior): Float32Array {
  return Float32Array.from(actions, (action) => {
    const index = prior.actions.indexOf(action);
    return index < 0 ? FORBIDDEN : prior.scores[index];
  });
}
