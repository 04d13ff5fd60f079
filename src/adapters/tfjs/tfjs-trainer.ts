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
import { stepOn, variablesOf } from './gradient';
import { disparity, TOLERANCE } from './parity';
import { TensorObjective } from './tensor-objective';

/** What the probe compares with. Never trained on: its automatic differentiation is 20 times slower than WASM's. */
const REFERENCE = 'cpu';

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
    const variables = variablesOf(head);
    const optimizer = tf.train.adam(options.learningRate);
    try {
      for (let step = 1; step <= options.steps; step++) {
        // A macrotask, so that a cancel message gets in between steps.
        await new Promise((resolve) => setTimeout(resolve, 0));
        stopIfAborted(signal);
        const gradient = objective.gradient(variables);
        optimizer.applyGradients([
          { name: variables.weights.name, tensor: gradient.weights },
          { name: variables.bias.name, tensor: gradient.bias },
        ]);
        const [loss] = await gradient.loss.data();
        tf.dispose([gradient.loss, gradient.weights, gradient.bias]);
        if (!Number.isFinite(loss)) throw notFinite();
        onProgress({ step, steps: options.steps, loss });
      }
      return await checkpoint(head, variables.weights, variables.bias);
    } finally {
      objective.dispose();
      optimizer.dispose();
      tf.dispose([variables.weights, variables.bias]);
    }
  }

  async #probe(set: TrainingSet, head: Head, options: TrainingOptions): Promise<void> {
    const even = withoutPrior(set);
    const expected = await stepOn(REFERENCE, even, head, options);
    if (!Number.isFinite(expected.loss)) throw notFinite();
    const actual = await stepOn(this.backend, even, head, options);
    const difference = disparity(expected, actual);
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

/** Copied to the CPU's side: weights on a device are unreadable after it is lost. */
async function checkpoint(start: Head, weights: tf.Variable, bias: tf.Variable): Promise<Head> {
  const head = {
    ...start,
    weights: Float32Array.from(await weights.data()),
    bias: Float32Array.from(await bias.data()),
  };
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
