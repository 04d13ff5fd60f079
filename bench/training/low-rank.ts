import { TRAINING } from '../../src/core/learning/parameters';
import { divergence, softmax } from '../../src/core/learning/softmax';
import { dot, norm } from '../../src/core/learning/vector';

/** A state by its centred sentence state, so that the projection too can be trained. */
export interface RawState {
  readonly centred: Float32Array;
  /** Prior scores, nat. */
  readonly prior: readonly number[];
  readonly gate: number;
}

export interface TaughtRaw extends RawState {
  readonly label: number;
  readonly weight: number;
}

/** z = prior + g (B phi + c) with phi = sqrt(r) normalise(A e): B and c are learned, A where it is not frozen. */
export interface LowRank {
  /** `rank x inputs`, row-major. */
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly c: Float32Array;
  readonly rank: number;
}

/** The objective of LEARNING.md in plain loops, with the gradient carried on into A. */
export function fitLowRank(
  a: Float32Array,
  actions: number,
  taught: readonly TaughtRaw[],
  anchors: readonly RawState[],
  { trainsA, steps }: { readonly trainsA: boolean; readonly steps: number },
): LowRank {
  const inputs = anchors[0]?.centred.length ?? 0;
  const rank = a.length / inputs;
  const head = {
    a: a.slice(),
    b: new Float32Array(actions * rank),
    c: new Float32Array(actions),
    rank,
  };
  const slope = { a: new Float32Array(a.length), b: head.b.slice(), c: head.c.slice() };
  const optimisers = { a: adam(head.a), b: adam(head.b), c: adam(head.c) };
  const total = taught.reduce((sum, { weight }) => sum + weight, 0);
  for (let step = 1; step <= steps; step++) {
    slope.c.fill(0);
    slope.b.forEach((_, i) => (slope.b[i] = TRAINING.l2 * head.b[i]!));
    slope.a.fill(0);
    for (const state of taught) {
      backward(head, state, slope, trainsA, (p) => {
        const scale = (state.weight / total) * p[state.label]! ** TRAINING.q;
        return p.map((value, k) => scale * (value - Number(k === state.label)));
      });
    }
    for (const state of anchors) {
      const frozen = softmax([...state.prior]);
      backward(head, state, slope, trainsA, (p) =>
        p.map((value, k) => (TRAINING.anchorWeight / anchors.length) * (value - frozen[k]!)),
      );
    }
    optimisers.b(slope.b, step);
    optimisers.c(slope.c, step);
    if (trainsA) optimisers.a(slope.a, step);
  }
  return head;
}

/** Scores of all actions. */
export function scoresOf(head: LowRank, state: RawState): number[] {
  const { phi } = featuresOf(head, state);
  return state.prior.map((score, k) => score + bounded(state.gate * rawScore(head, phi, k)));
}

export const klFrom = (head: LowRank, state: RawState): number =>
  divergence(softmax([...state.prior]), softmax(scoresOf(head, state)));

const bounded = (value: number) => Math.min(TRAINING.clip, Math.max(-TRAINING.clip, value));
const rawScore = ({ b, c, rank }: LowRank, phi: Float32Array, k: number) =>
  c[k]! + dot(phi, b, k * rank);

function featuresOf({ a, rank }: LowRank, { centred }: RawState) {
  const phi = new Float32Array(rank);
  for (let i = 0; i < rank; i++) phi[i] = dot(centred, a, i * centred.length);
  const length = norm(phi) || 1;
  const scale = Math.sqrt(rank) / length;
  for (let i = 0; i < rank; i++) phi[i]! *= scale;
  return { phi, length };
}

/** Adds one state's part to the slopes; `toScores` gives dL/dz from the probabilities. */
function backward(
  head: LowRank,
  state: RawState,
  slope: { a: Float32Array; b: Float32Array; c: Float32Array },
  trainsA: boolean,
  toScores: (p: number[]) => number[],
): void {
  const { rank, b } = head;
  const { phi, length } = featuresOf(head, state);
  const raw = state.prior.map((_, k) => state.gate * rawScore(head, phi, k));
  const steep = toScores(softmax(state.prior.map((score, k) => score + bounded(raw[k]!))));
  const toPhi = new Float32Array(rank);
  steep.forEach((value, k) => {
    if (Math.abs(raw[k]!) > TRAINING.clip) return;
    const gated = state.gate * value;
    slope.c[k]! += gated;
    for (let i = 0; i < rank; i++) {
      slope.b[k * rank + i]! += gated * phi[i]!;
      toPhi[i]! += gated * b[k * rank + i]!;
    }
  });
  if (!trainsA) return;
  // Through sqrt(r) u / |u|: what goes along u changes nothing.
  const along = dot(toPhi, phi) / rank;
  const { centred } = state;
  for (let i = 0; i < rank; i++) {
    const by = (Math.sqrt(rank) / length) * (toPhi[i]! - along * phi[i]!);
    const row = i * centred.length;
    for (let j = 0; j < centred.length; j++) slope.a[row + j]! += by * centred[j]!;
  }
}

function adam(values: Float32Array) {
  const first = new Float32Array(values.length);
  const second = new Float32Array(values.length);
  return (slope: Float32Array, step: number) => {
    for (let i = 0; i < values.length; i++) {
      first[i] = 0.9 * first[i]! + 0.1 * slope[i]!;
      second[i] = 0.999 * second[i]! + 0.001 * slope[i]! ** 2;
      const mean = first[i]! / (1 - 0.9 ** step);
      const spread = second[i]! / (1 - 0.999 ** step);
      values[i]! -= (TRAINING.learningRate * mean) / (Math.sqrt(spread) + 1e-7);
    }
  };
}
