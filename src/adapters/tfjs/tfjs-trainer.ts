import * as tf from '@tensorflow/tfjs-core';
import { ApprenticeError } from '../../core/errors/apprentice-error';
import { isFiniteHead, zeroHead } from '../../core/learning/head';
import type { Head } from '../../core/learning/snapshot';
import type {
  Trainer,
  TrainingOptions,
  TrainingProgress,
  TrainingSet,
} from '../../core/ports/trainer';
import { Adam } from './adam';
import { headTensor, stepOn } from './gradient';
import { matrixHead } from './head-matrix';
import { disparity, misstep, TOLERANCE } from './parity';
import { Pause } from './pause';
import { TensorObjective } from './tensor-objective';

/** What the probe compares with. Never trained on: its automatic differentiation is 20 times slower than WASM's. */
const REFERENCE = 'cpu';
/** The loss is only shown: reading it back costs as much as half a step. */
const LOSS_EVERY = 5;
/** Steps between checkpoints: a warm training is done by then, a cold one keeps two. */
const CHECKPOINT_EVERY = 20;

/**
 * Trains heads with TensorFlow.js. Before each training one full step is computed on the CPU backend too; where the
 * results differ it refuses (`trainer-mismatch`) and never goes on with another backend by itself.
 */
export class TfjsTrainer implements Trainer {
  readonly backend: string;

  /** `backend` is registered already, see `startWasm`. */
  constructor(backend: string) {
    this.backend = backend;
  }

  async fit(
    set: TrainingSet,
    start: Head | null,
    options: TrainingOptions,
    onProgress: (progress: TrainingProgress) => void,
    signal?: AbortSignal,
  ): Promise<Head> {
    const head = start ?? zeroHead(set.actions, set.dimensions);
    stopIfAborted(signal);
    await this.#probe(set, head, options);
    const objective = new TensorObjective(set, options);
    const optimizer = new Adam(headTensor(head), options.learningRate);
    try {
      let loss = 0;
      const pause = new Pause();
      for (let step = 1; step <= options.steps; step++) {
        await pause.whenDue();
        stopIfAborted(signal);
        if (step === options.steps || step % LOSS_EVERY === 1) {
          loss = await lossAt(objective, optimizer.values);
        }
        const gradient = objective.gradient(optimizer.values);
        optimizer.step(gradient);
        gradient.dispose();
        if (options.onCheckpoint && step % CHECKPOINT_EVERY === 0 && step < options.steps) {
          options.onCheckpoint({ head: await onCpu(head, optimizer.values), step });
        }
        onProgress({ step, steps: options.steps, loss });
      }
      return await onCpu(head, optimizer.values);
    } finally {
      objective.dispose();
      optimizer.dispose();
    }
  }

  async #probe(set: TrainingSet, head: Head, options: TrainingOptions): Promise<void> {
    const even = withoutPrior(set);
    const expected = await stepOn(REFERENCE, even, head, options);
    if (!Number.isFinite(expected.loss)) throw notFinite();
    const actual = await stepOn(this.backend, even, head, options);
    const rate = options.learningRate;
    const difference = Math.max(disparity(expected, actual), misstep(actual, rate));
    if (difference <= TOLERANCE) return;
    throw new ApprenticeError(
      'trainer-mismatch',
      `This device computes the training wrongly with ${this.backend} (off by ${(100 * difference).toFixed(1)} %). Nothing was trained or changed; corrections still apply at once.`,
    );
  }
}

/**
 * The same states under an even prior. Where the agent is right and sure already, the loss is the difference of
 * nearly equal numbers and all rounding (2.8 % between two right backends, measured): nothing to compare.
 */
function withoutPrior(set: TrainingSet): TrainingSet {
  const { anchors, prior } = set;
  return {
    ...set,
    prior: new Float32Array(prior.length),
    anchors: { ...anchors, prior: new Float32Array(anchors.prior.length) },
  };
}

async function lossAt(objective: TensorObjective, values: tf.Tensor2D): Promise<number> {
  const tensor = objective.loss(values);
  const [loss] = await tensor.data();
  tensor.dispose();
  if (!Number.isFinite(loss)) throw notFinite();
  return loss;
}

/** Copied to the CPU's side: weights on a device are unreadable after it is lost. */
async function onCpu(start: Head, values: tf.Tensor2D): Promise<Head> {
  const head = matrixHead(Float32Array.from(await values.data()), start);
  if (!isFiniteHead(head)) throw notFinite();
  return head;
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
