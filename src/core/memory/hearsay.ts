import type { Label } from '../learning/label';
import {
  MEMORY_BALANCE,
  MEMORY_KERNEL_WIDTH,
  MEMORY_POINTS,
  MEMORY_RIDGE,
  MEMORY_TRUST,
  SLIPS,
  UNRELATED_RIDGE,
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
  /** Labels that are newer; null for an example request. */
  readonly age: number | null;
  /** What is added to the kernel's diagonal: how little the point is relied on. */
  readonly ridge: number;
}

/**
 * The prior's regression once more, on the `MEMORY_POINTS` nearest requests that are examples, were labelled, or are
 * `unrelated` to any tool and so for words; each label counts by its belief.
 * (docs/decisions/2026-11-24-learning-robust-memory.md, docs/decisions/2026-11-28-sharper-doubt.md)
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
  const fit = (ridgeOf: (point: Point, index: number) => number) =>
    new KernelRegression(kernel, points.map(ridgeOf), owners, examples.length);
  const { weights, belief } = doubted(points, fit, slipsExpected, examples.length);
  const values = Float64Array.from(points, ({ similarity }) => kernelOf(similarity));
  const scores = fit(({ ridge }, i) => ridge / weights[i]).scores(values);
  return { likeness: new Map(examples.map(({ action }, a) => [action, scores[a]])), belief };
}

/**
 * How much each point's label is believed. What all the others contradict is believed less, the less the more often that
 * happens around here: each label is predicted by the others, and a slip in the feedback is one cause of a surprise among
 * two. So a lone contradiction counts with a user who is never wrong, a fifth of wrong feedback is found out, and wholly
 * random feedback is not heard at all. People change their minds: the older a label, the less it contradicts. Tools'
 * examples contradict like an old one, the more the less reliable the user is.
 */
function doubted(
  points: readonly Point[],
  fit: (ridgeOf: (point: Point, index: number) => number) => KernelRegression,
  slipsExpected: number,
  classes: number,
): { readonly weights: Float64Array; readonly belief: ReadonlyMap<Label, number> } {
  const taught = points.filter(({ label }) => label !== null).length;
  const weights = new Float64Array(points.length).fill(1);
  const belief = new Map<Label, number>();
  const exampleAge = SLIPS.exampleAge * (1 - slipsExpected);
  const ageing = points.map(({ age }) => ageingOf(age ?? exampleAge));
  for (let round = 0; round < SLIPS.rounds; round++) {
    const regression = fit(({ ridge }, i) => (ridge / weights[i]) * ageing[i]);
    const slips = slipRates(weights, round === 0 ? 0 : taught, slipsExpected);
    points.forEach(({ label, owner }, i) => {
      if (!label) return;
      const sharpness = SLIPS.sharpness * (1 - slips[i]);
      const expected = probability(regression.leftOut(i), owner, sharpness);
      weights[i] = Math.max(SLIPS.least, credence(expected, slips[i], classes));
      const meant = (1 - SLIPS.change) * expected + SLIPS.change / classes;
      belief.set(label, credence(meant, slips[i], classes));
    });
  }
  return { weights, belief };
}

function nearest(
  examples: readonly ActionExamples[],
  labelled: readonly Neighbour[],
  embedding: Float32Array,
  unrelated: readonly Float32Array[],
): Point[] {
  const owners = new Map(examples.map(({ action }, owner) => [action, owner]));
  const taught = labelled.flatMap(({ label, similarity, age }): Point[] => {
    const owner = owners.get(label.action);
    if (owner === undefined || label.sign < 0) return [];
    const ridge = Math.max(1, MEMORY_TRUST / label.trust);
    return [{ embedding: label.embedding, similarity, owner, label, age, ridge }];
  });
  const given = examples.flatMap(({ action, embeddings }, owner) => {
    const pointOf = (ridge: number) => (own: Float32Array) => {
      const similarity = cosine(own, embedding);
      return { embedding: own, similarity, owner, label: null, age: null, ridge };
    };
    const others = action === REPLY ? unrelated : [];
    return [...embeddings.map(pointOf(1)), ...others.map(pointOf(UNRELATED_RIDGE))];
  });
  const all = [...taught, ...given];
  const ridgeOf = balancedRidges(all, examples.length);
  return all
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, MEMORY_POINTS)
    .map((point) => ({ ...point, ridge: point.ridge * ridgeOf(point.owner) }));
}

/**
 * Ridge of each class's points, the larger the more often the class was named: what is rarely asked for is not to be taken
 * for what is asked for all the time. At a balance of 1 every class weighs the same in the fit, above 1 the rare one more.
 */
function balancedRidges(points: readonly Point[], classes: number): (owner: number) => number {
  const counts = new Float64Array(classes);
  for (const { owner } of points) counts[owner]++;
  return (owner) => MEMORY_RIDGE * ((counts[owner] * classes) / points.length) ** MEMORY_BALANCE;
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
function slipRates(weights: Float64Array, count: number, expected: number): Float64Array {
  const doubts = weights.map((weight) => 1 - weight);
  const all = doubts.reduce((sum, doubt) => sum + doubt, 0);
  const others = Math.max(0, count - 1);
  return doubts.map((doubt) => (SLIPS.prior * expected + all - doubt) / (SLIPS.prior + others));
}

/** How many times less a label of that age contradicts; beyond 10 half-lives it makes no difference any more. */
const ageingOf = (age: number) => 2 ** Math.min(10, age / SLIPS.halfLife);
