import * as tf from '@tensorflow/tfjs-core';
import type { Head } from '../../core/learning/snapshot';
import type { TrainingOptions, TrainingSet } from '../../core/ports/trainer';
import type { Variables } from './tensor-objective';
import { TensorObjective } from './tensor-objective';

/** Loss and gradient of one full step, on the CPU's side. */
export interface StepResult {
  readonly loss: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

export function variablesOf({ actions, dimensions, weights, bias }: Head): Variables {
  return tf.tidy(() => ({
    weights: tf.variable(tf.tensor2d(weights, [actions.length, dimensions])),
    bias: tf.variable(tf.tensor1d(bias)),
  }));
}

/** One full step's loss and gradient on the named backend, which stays the current one. */
export async function stepOn(
  backend: string,
  set: TrainingSet,
  head: Head,
  options: TrainingOptions,
): Promise<StepResult> {
  await tf.setBackend(backend);
  const objective = new TensorObjective(set, options);
  const variables = variablesOf(head);
  const gradient = objective.gradient(variables);
  const result = {
    loss: (await gradient.loss.data())[0],
    weights: Float32Array.from(await gradient.weights.data()),
    bias: Float32Array.from(await gradient.bias.data()),
  };
  tf.dispose([gradient.loss, gradient.weights, gradient.bias]);
  tf.dispose([variables.weights, variables.bias]);
  objective.dispose();
  return result;
}
