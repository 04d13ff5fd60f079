import * as tf from '@tensorflow/tfjs-core';
import type { Head } from '../../core/learning/snapshot';
import type { TrainingOptions, TrainingSet } from '../../core/ports/trainer';
import { Adam } from './adam';
import { headMatrix, matrixHead } from './head-matrix';
import { TensorObjective } from './tensor-objective';

/** Loss and gradient of one full step, on the CPU's side. */
export interface StepResult {
  readonly loss: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** The same with the head before and after the optimizer's first step, as matrices. */
export interface FullStep extends StepResult {
  readonly gradient: Float32Array;
  readonly before: Float32Array;
  readonly after: Float32Array;
}

export function headTensor(head: Head): tf.Tensor2D {
  return tf.tensor2d(headMatrix(head), [head.dimensions + 1, head.actions.length]);
}

/** One full step on the named backend, which stays the current one. */
export async function stepOn(
  backend: string,
  set: TrainingSet,
  head: Head,
  options: TrainingOptions,
): Promise<FullStep> {
  await tf.setBackend(backend);
  const objective = new TensorObjective(set, options);
  const optimizer = new Adam(headTensor(head), options.learningRate);
  const slopes = objective.gradient(optimizer.values);
  const loss = objective.loss(optimizer.values);
  try {
    optimizer.step(slopes);
    const gradient = Float32Array.from(await slopes.data());
    const { weights, bias } = matrixHead(gradient, head);
    return {
      loss: (await loss.data())[0],
      weights,
      bias,
      gradient,
      before: headMatrix(head),
      after: Float32Array.from(await optimizer.values.data()),
    };
  } finally {
    tf.dispose([slopes, loss]);
    optimizer.dispose();
    objective.dispose();
  }
}
