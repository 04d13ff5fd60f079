import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { zeroHead } from '../../core/learning/head';
import { TRAINING } from '../../core/learning/parameters';
import type { Head } from '../../core/learning/snapshot';
import type { Checkpoint } from '../../core/ports/trainer';
import { referenceTrainer } from '../../core/learning/testing/reference-trainer';
import { objective } from '../../core/learning/testing/objective';
import { randomHead, randomTrainingSet } from '../../core/learning/testing/random-training-set';
import { stepOn } from './gradient';
import { disparity } from './parity';
import { startWasm } from './start-wasm';
import { TfjsTrainer } from './tfjs-trainer';

const options = { ...TRAINING, steps: 20 };
const set = randomTrainingSet({ examples: 40, anchors: 16, actions: 5, dimensions: 16, seed: 1 });

beforeAll(() => startWasm());

/** A CPU backend under another name whose matrix product is off by 5 %. */
async function registerLiar() {
  const cpu = tf.findBackendFactory('cpu');
  tf.registerBackend('liar', cpu);
  for (const kernel of tf.getKernelsForBackend('cpu')) {
    const isProduct = kernel.kernelName === 'BatchMatMul';
    tf.registerKernel({
      ...kernel,
      backendName: 'liar',
      kernelFunc: (params) => {
        const result = kernel.kernelFunc(params);
        if (isProduct && !Array.isArray(result)) {
          const backend = params.backend as tf.KernelBackend;
          const values = backend.readSync(result.dataId) as Float32Array;
          values.forEach((value, i) => (values[i] = 1.05 * value));
        }
        return result;
      },
    });
  }
}

describe('the TF.js trainer', () => {
  it('computes the same loss and gradient as the formulas by hand', async () => {
    const head = randomHead(set, 2);
    const step = await stepOn('wasm', set, head, options);
    const expected = objective(set, head, options);
    const oracle = {
      loss: expected.loss,
      weights: Float32Array.from(expected.weights),
      bias: Float32Array.from(expected.bias),
    };
    expect(disparity(step, oracle)).toBeLessThan(1e-4);
  });

  it('arrives where the trainer in plain loops arrives', async () => {
    const ours = await new TfjsTrainer('wasm').fit(set, null, options, () => {});
    const theirs = await referenceTrainer.fit(set, null, options, () => {});
    ours.weights.forEach((value, i) => expect(value).toBeCloseTo(theirs.weights[i], 3));
  });

  it('gives the same bytes for the same set, start and options', async () => {
    const trainer = new TfjsTrainer('wasm');
    const first = await trainer.fit(set, null, options, () => {});
    const second = await trainer.fit(set, null, options, () => {});
    expect(second.weights).toEqual(first.weights);
    expect(second.bias).toEqual(first.bias);
    expect(first.weights.some((value) => value !== 0)).toBe(true);
  });

  it('lowers the loss and reports every step', async () => {
    const losses: number[] = [];
    await new TfjsTrainer('wasm').fit(set, null, options, ({ loss }) => losses.push(loss));
    expect(losses).toHaveLength(20);
    expect(losses[19]).toBeLessThan(losses[0]);
  });

  it('refuses to train on a backend whose matrix product is 5 % off', async () => {
    await registerLiar();
    const head = randomHead(set, 2);
    const fit = new TfjsTrainer('liar').fit(set, head, options, () => {});
    await expect(fit).rejects.toMatchObject({ code: 'trainer-mismatch' });
    await tf.setBackend('wasm');
  });

  it('stops between two steps when it is cancelled', async () => {
    const controller = new AbortController();
    let steps = 0;
    const fit = new TfjsTrainer('wasm').fit(
      set,
      null,
      options,
      () => {
        if (++steps === 3) controller.abort();
      },
      controller.signal,
    );
    await expect(fit).rejects.toMatchObject({ code: 'cancelled' });
    expect(steps).toBe(3);
  });

  it('copies the weights to the CPU every 20 steps, and a training that goes on from there arrives near', async () => {
    const kept: Checkpoint[] = [];
    const onCheckpoint = (one: Checkpoint) => kept.push(one);
    const trainer = new TfjsTrainer('wasm');
    const whole = await trainer.fit(set, null, { ...options, steps: 60, onCheckpoint }, () => {});
    expect(kept.map(({ step }) => step)).toEqual([20, 40]);
    const first = await trainer.fit(set, null, { ...options, steps: 20 }, () => {});
    expect(kept[0].head).toEqual(first);
    const rest = { ...options, steps: 20 };
    const resumed = await trainer.fit(set, kept[1].head, rest, () => {});
    const loss = ({ weights, bias }: Head) =>
      objective(set, { ...first, weights, bias }, options).loss;
    expect(loss(resumed)).toBeLessThan(loss(first));
    expect(Math.abs(loss(resumed) - loss(whole))).toBeLessThan(0.05 * loss(whole));
  });

  it('throws away a training whose loss is not finite', async () => {
    const features = set.features.slice();
    features[0] = NaN;
    const fit = new TfjsTrainer('wasm').fit({ ...set, features }, null, options, () => {});
    await expect(fit).rejects.toMatchObject({ code: 'not-finite' });
  });

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await new TfjsTrainer('wasm').fit(set, null, { ...options, steps: 2 }, () => {});
    expect(tf.memory().numTensors).toBe(before);
  });

  it('has a gradient for a single example', async () => {
    const one = randomTrainingSet({ examples: 1, anchors: 0, actions: 3, dimensions: 8, seed: 5 });
    const step = await stepOn('wasm', one, zeroHead(one.actions, 8), options);
    expect(step.weights.some((value) => value !== 0)).toBe(true);
  });
});
