import * as tf from '@tensorflow/tfjs-core';
import { ApprenticeError } from '../../core/errors/apprentice-error';
import type {
  SlotTrainer,
  SlotTrainingOptions,
  SlotTrainingSet,
} from '../../core/ports/slot-trainer';
import type { TrainingProgress } from '../../core/ports/trainer';
import type { MatrixProducts } from '../../core/slots/fit-slot-head';
import { fitSlotHead, slotStep } from '../../core/slots/fit-slot-head';
import type { SlotHead } from '../../core/slots/slot-head';
import { slotBatch } from '../../core/slots/slot-objective';
import { zeroHead } from '../../core/learning/head';
import { windowWidthOf } from '../../core/slots/word-features';
import { disparity, TOLERANCE } from './parity';

const REFERENCE = 'cpu';
/** Calls that the probe computes on both backends: about 20 words. */
const PROBE_CALLS = 2;

/**
 * Trains slot heads with TensorFlow.js, which computes the two products of a step; the chain over the words and the
 * optimiser are core's. Before each training a small step is computed on the CPU backend too; where the results differ
 * it refuses (`trainer-mismatch`).
 */
export class TfjsSlotTrainer implements SlotTrainer {
  readonly backend: string;

  /** `backend` is registered already, see `startWasm`. */
  constructor(backend: string) {
    this.backend = backend;
  }

  async fit(
    set: SlotTrainingSet,
    start: SlotHead | null,
    options: SlotTrainingOptions,
    onProgress: (progress: TrainingProgress) => void,
    signal?: AbortSignal,
  ): Promise<SlotHead> {
    await this.#probe(set, start);
    return fitSlotHead(set, start, options, tensorProducts, onProgress, nextTask, signal);
  }

  async #probe(set: SlotTrainingSet, start: SlotHead | null): Promise<void> {
    const few = set.calls.slice(0, PROBE_CALLS).map((_, index) => index);
    const batch = slotBatch(set, few);
    const head = start ?? zeroHead(set.rows, windowWidthOf(set.width));
    await tf.setBackend(REFERENCE);
    const expected = await slotStep(batch, head, tensorProducts);
    await tf.setBackend(this.backend);
    if (!Number.isFinite(expected.loss)) return;
    const actual = await slotStep(batch, head, tensorProducts);
    const difference = disparity(expected, actual);
    if (difference <= TOLERANCE) return;
    throw new ApprenticeError(
      'trainer-mismatch',
      `This device computes the training wrongly with ${this.backend} (off by ${(100 * difference).toFixed(1)} %). Nothing was trained or changed; corrections still apply at once.`,
    );
  }
}

/** A macrotask, so that a cancel message gets in between steps. */
const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/**
 * On the current backend. Operands are transposed here: the WASM backend hands only plain products to XNNPACK and
 * computes those with a transposed operand in loops that take 13 times as long (144 x 1176 by 79 x 1176:
 * 14.9 instead of 1.1 ms).
 */
const tensorProducts: MatrixProducts = {
  timesTransposed: (a, b, { m, n, k }) => product(a, [m, k], transposed(b, n, k), [k, n]),
  transposedTimes: (a, b, { m, n, k }) => product(transposed(a, m, n), [n, m], b, [m, k]),
};

async function product(
  a: Float32Array,
  shapeA: [number, number],
  b: Float32Array,
  shapeB: [number, number],
): Promise<Float32Array> {
  const result = tf.tidy(() => tf.matMul(tf.tensor2d(a, shapeA), tf.tensor2d(b, shapeB)));
  // A copy: the backend may hand out a view of its own memory.
  const values = Float32Array.from(await result.data());
  result.dispose();
  return values;
}

/** A row-major `rows x columns` matrix as `columns x rows`. */
function transposed(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(matrix.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      turned[column * rows + row] = matrix[row * columns + column];
    }
  }
  return turned;
}
