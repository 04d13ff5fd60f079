import type { Label } from '../learning/label';
import {
  KAPPA,
  MEMORY_KERNEL_WIDTH,
  MEMORY_POINTS,
  MEMORY_RIDGE,
  MEMORY_TRUST,
  SLIPS,
} from '../learning/parameters';
import type { ActionExamples } from '../learning/similarity';
import { cosine } from '../learning/vector';
import type { ActionId } from './episode';
import { REPLY } from './episode';
import { KernelRegression } from './kernel-regression';
import type { Neighbour } from './recall';

/** What feedback and example requests near a request say together. */
export interface Hearsay {
  /** How much the request looks like each action's, by action: about 1 for its own, about 0 for others'. */
  readonly likeness: ReadonlyMap<ActionId, number>;
  /** How probably a piece of feedback was no slip, 0 to 1, if it may mean what all the others speak against. */
  readonly belief: ReadonlyMap<Label, number>;
}

interface Point {
  readonly embedding: Float32Array;
  /** Cosine to the request. */
  readonly similarity: number;
  readonly owner: number;
  /** Null for an example request. */
  readonly label: Label | null;
  /** What is added to the kernel's diagonal: how little the point is relied on. */
  readonly ridge: number;
}

/**
 * The prior's regression once more, on the `MEMORY_POINTS` nearest requests that are examples, were labelled, or are
 * `unrelated` to any tool and so for words.
 * Feedback that all the others contradict is believed less, the less the more often that happens around here: each
 * label is predicted by the others, and a slip in the feedback is one cause of a surprise among two. So a lone
 * contradiction counts with a user who is never wrong, a fifth of wrong feedback is found out (weight .99 of the
 * right, .06 of the wrong ones), and wholly random feedback is not heard at all.
 * (docs/decisions/2026-11-24-learning-robust-memory.md)
 */
export function hear(
  examples: readonly ActionExamples[],
  labelled: readonly Neighbour[],
  embedding: Float32Array,
  slipsExpected: number,
  unrelated: readonly Float32Array[],
): Hearsay {
  const points = nearest(examples, labelled, embedding, unrelated);
  const kernel = gram(points);
  const owners = points.map(({ owner }) => owner);
  const ridges = Float64Array.from(points, ({ ridge }) => ridge);
  const fit = () => new KernelRegression(kernel, ridges, owners, examples.length);
  const taught = points.filter(({ label }) => label !== null).length;
  const belief = new Map<Label, number>();
  let regression = fit();
  let doubts = new Float64Array(points.length);
  for (let round = 0; round < SLIPS.rounds; round++) {
    const after = new Float64Array(points.length);
    const slipsAt = slipRates(doubts, round === 0 ? 0 : taught, slipsExpected);
    points.forEach(({ label, owner, ridge }, i) => {
      if (!label) return;
      const slips = slipsAt(i);
      const expected = probability(regression.leftOut(i), owner, KAPPA * (1 - slips));
      const weight = credence(expected, slips, examples.length);
      after[i] = 1 - weight;
      ridges[i] = ridge / Math.max(weight, SLIPS.least);
      const meant = (1 - SLIPS.change) * expected + SLIPS.change / examples.length;
      belief.set(label, credence(meant, slips, examples.length));
    });
    doubts = after;
    regression = fit();
  }
  const scores = regression.scores(
    Float64Array.from(points, ({ similarity }) => kernelOf(similarity)),
  );
  return { likeness: new Map(examples.map(({ action }, a) => [action, scores[a]])), belief };
}

function nearest(
  examples: readonly ActionExamples[],
  labelled: readonly Neighbour[],
  embedding: Float32Array,
  unrelated: readonly Float32Array[],
): Point[] {
  const owners = new Map(examples.map(({ action }, owner) => [action, owner]));
  const taught = labelled.flatMap(({ label, similarity }): Point[] => {
    const owner = owners.get(label.action);
    if (owner === undefined || label.sign < 0) return [];
    const ridge = Math.max(1, MEMORY_TRUST / label.trust);
    return [{ embedding: label.embedding, similarity, owner, label, ridge }];
  });
  const given = examples.flatMap(({ action, embeddings }, owner) =>
    [...embeddings, ...(action === REPLY ? unrelated : [])].map((own): Point => {
      const similarity = cosine(own, embedding);
      return { embedding: own, similarity, owner, label: null, ridge: 1 };
    }),
  );
  const all = [...taught, ...given];
  const ridgeOf = balancedRidges(all, examples.length);
  return all
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, MEMORY_POINTS)
    .map((point) => ({ ...point, ridge: point.ridge * ridgeOf(point.owner) }));
}

/**
 * Ridge of each class's points: every class weighs the same in the fit, whether it was named twice or a hundred times, so
 * that what is rarely asked for is not taken for what is asked for all the time.
 */
function balancedRidges(points: readonly Point[], classes: number): (owner: number) => number {
  const counts = new Float64Array(classes);
  for (const { owner } of points) counts[owner]++;
  return (owner) => (MEMORY_RIDGE * counts[owner] * classes) / points.length;
}

const kernelOf = (similarity: number) => Math.exp((similarity - 1) / MEMORY_KERNEL_WIDTH);

function gram(points: readonly Point[]): Float64Array {
  const n = points.length;
  const kernel = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      kernel[i * n + j] = kernelOf(cosine(points[i].embedding, points[j].embedding));
    }
  }
  return kernel;
}

/** Of one class, where these are the scores. */
function probability(scores: Float64Array, owner: number, sharpness: number): number {
  const top = scores.reduce((best, score) => Math.max(best, score));
  const sum = scores.reduce((total, score) => total + Math.exp(sharpness * (score - top)), 0);
  return Math.exp(sharpness * (scores[owner] - top)) / sum;
}

/** Posterior probability that a label is meant that was this probable, where this share are slips to any other class. */
function credence(probable: number, slips: number, classes: number): number {
  const meant = (1 - slips) * probable;
  return meant / (meant + slips / Math.max(1, classes - 1));
}

/**
 * Share of slips around each of `count` labels, by how much all the others but itself are doubted, shrunk to what is
 * expected of this user: the first contradiction is not held against itself.
 */
function slipRates(doubts: Float64Array, count: number, expected: number) {
  const doubted = doubts.reduce((sum, doubt) => sum + doubt, 0);
  const others = Math.max(0, count - 1);
  return (i: number) => (SLIPS.prior * expected + doubted - doubts[i]) / (SLIPS.prior + others);
}
