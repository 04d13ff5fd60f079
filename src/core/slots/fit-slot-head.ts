import { ApprenticeError } from '../errors/apprentice-error';
import { createRandom } from '../generation/prng';
import { isFiniteHead, zeroHead } from '../learning/head';
import type { SlotTrainingOptions, SlotTrainingSet } from '../ports/slot-trainer';
import type { TrainingProgress } from '../ports/trainer';
import type { SlotHead } from './slot-head';
import type { SlotBatch } from './slot-objective';
import { slotBatch, slotLoss } from './slot-objective';
import { windowWidthOf } from './word-features';

/** The two products of a step, which are nearly all of its work. Row-major float32. */
export interface MatrixProducts {
  /** `a` (m x k) times `b` (n x k) transposed: m x n. */
  timesTransposed(a: Float32Array, b: Float32Array, shape: ProductShape): Promise<Float32Array>;
  /** `a` (m x n) transposed times `b` (m x k): n x k. */
  transposedTimes(a: Float32Array, b: Float32Array, shape: ProductShape): Promise<Float32Array>;
}

export interface ProductShape {
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

/** Loss and gradient of one step. */
export interface SlotStep {
  readonly loss: number;
  /** `rows x dimensions`. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

export async function slotStep(
  batch: SlotBatch,
  head: SlotHead,
  products: MatrixProducts,
): Promise<SlotStep> {
  const rows = head.actions.length;
  const shape = { m: batch.words, n: rows, k: head.dimensions };
  const scores = await products.timesTransposed(batch.windows, head.weights, shape);
  for (let i = 0; i < scores.length; i++) scores[i] += head.bias[i % rows];
  const { loss, toScores } = slotLoss(batch, scores, rows);
  const weights = await products.transposedTimes(toScores, batch.windows, shape);
  const bias = new Float32Array(rows);
  for (let i = 0; i < toScores.length; i++) bias[i % rows] += toScores[i];
  return { loss, weights, bias };
}

/**
 * Adam (Kingma & Ba, 2015) on batches drawn without replacement until all calls were seen, then anew. `pause` is
 * awaited before each step, so that a host can let other work in.
 */
export async function fitSlotHead(
  set: SlotTrainingSet,
  start: SlotHead | null,
  options: SlotTrainingOptions,
  products: MatrixProducts,
  onProgress: (progress: TrainingProgress) => void,
  pause: () => Promise<void>,
  signal?: AbortSignal,
): Promise<SlotHead> {
  const head = copyOf(start ?? zeroHead(set.rows, windowWidthOf(set.width)));
  if (set.calls.length === 0) return head;
  const { steps } = options;
  const moments = [head.weights, head.bias].map((values) => adam(values, options.l2));
  for (const [index, indices] of batches(set.calls.length, options).entries()) {
    await pause();
    stopIfAborted(signal);
    const { loss, weights, bias } = await slotStep(slotBatch(set, indices), head, products);
    if (!Number.isFinite(loss)) throw notFinite();
    const rate = options.learningRate * (1 - (0.8 * index) / steps);
    moments[0](weights, index + 1, rate);
    moments[1](bias, index + 1, rate);
    onProgress({ step: index + 1, steps, loss });
  }
  if (!isFiniteHead(head)) throw notFinite();
  return head;
}

function copyOf(head: SlotHead): SlotHead {
  return { ...head, weights: head.weights.slice(), bias: head.bias.slice() };
}

/** Indices of the calls of each step. */
function batches(count: number, { steps, batch, seed }: SlotTrainingOptions): number[][] {
  const random = createRandom(seed);
  let left: number[] = [];
  return Array.from({ length: steps }, () => {
    if (left.length === 0) left = shuffled(count, () => random.next());
    return left.splice(0, batch);
  });
}

function shuffled(count: number, next: () => number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const k = Math.floor((i + 1) * next());
    [order[i], order[k]] = [order[k], order[i]];
  }
  return order;
}

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;

function adam(values: Float32Array, l2: number) {
  const first = new Float32Array(values.length);
  const second = new Float32Array(values.length);
  return (gradient: Float32Array, step: number, rate: number) => {
    const scale = rate / (1 - BETA1 ** step);
    const spread = 1 / (1 - BETA2 ** step);
    for (let i = 0; i < values.length; i++) {
      const slope = gradient[i] + l2 * values[i];
      first[i] += (1 - BETA1) * (slope - first[i]);
      second[i] += (1 - BETA2) * (slope * slope - second[i]);
      values[i] -= (scale * first[i]) / (Math.sqrt(second[i] * spread) + EPSILON);
    }
  };
}

function stopIfAborted(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  throw new ApprenticeError(
    'cancelled',
    'The training was stopped. The live version is unchanged.',
  );
}

function notFinite(): ApprenticeError {
  return new ApprenticeError(
    'not-finite',
    'The training went out of bounds and was thrown away. The live version is unchanged; it is tried again after more feedback.',
  );
}
