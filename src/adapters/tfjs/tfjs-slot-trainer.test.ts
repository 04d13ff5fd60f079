import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { slotKeys } from '../../core/slots/slot';
import { slotTrainingSet } from '../../core/slots/slot-training-set';
import { referenceSlotTrainer } from '../../core/slots/testing/reference-slot-trainer';
import { playTool, sampleCalls } from '../../core/slots/testing/sample-calls';
import { startWasm } from './start-wasm';
import { TfjsSlotTrainer } from './tfjs-slot-trainer';

const calls = sampleCalls(12);
const set = slotTrainingSet(calls, slotKeys([playTool]), calls[0].request.features.width);
const options = { steps: 12, batch: 4, learningRate: 0.02, l2: 1e-4, seed: 1 };
const fit = (trainer = new TfjsSlotTrainer('wasm')) => trainer.fit(set, null, options, () => {});

beforeAll(() => startWasm());

/** A CPU backend under another name whose matrix product is off by 5 %. */
function registerLiar() {
  tf.registerBackend('slot-liar', tf.findBackendFactory('cpu'));
  for (const kernel of tf.getKernelsForBackend('cpu')) {
    tf.registerKernel({
      ...kernel,
      backendName: 'slot-liar',
      kernelFunc: (params) => {
        const result = kernel.kernelFunc(params);
        if (kernel.kernelName === 'BatchMatMul' && !Array.isArray(result)) {
          const backend = params.backend as tf.KernelBackend;
          const values = backend.readSync(result.dataId) as Float32Array;
          values.forEach((value, i) => (values[i] = 1.05 * value));
        }
        return result;
      },
    });
  }
}

describe('the TF.js slot trainer', () => {
  it('arrives where the trainer in plain loops arrives', async () => {
    const ours = await fit();
    const theirs = await referenceSlotTrainer.fit(set, null, options, () => {});
    ours.weights.forEach((value, i) => expect(value).toBeCloseTo(theirs.weights[i], 3));
    expect(ours.weights.some((value) => Math.abs(value) > 0.01)).toBe(true);
  });

  it('gives the same bytes for the same set, start and options', async () => {
    expect(await fit()).toEqual(await fit());
  });

  it('lowers the loss and reports every step', async () => {
    const losses: number[] = [];
    const all = { ...options, batch: 12 };
    await new TfjsSlotTrainer('wasm').fit(set, null, all, ({ loss }) => losses.push(loss));
    expect(losses).toHaveLength(12);
    expect(losses[11]).toBeLessThan(losses[0]);
  });

  it('refuses to train on a backend whose matrix product is 5 % off', async () => {
    registerLiar();
    const trained = await fit();
    const liar = new TfjsSlotTrainer('slot-liar').fit(set, trained, options, () => {});
    await expect(liar).rejects.toMatchObject({ code: 'trainer-mismatch' });
    await tf.setBackend('wasm');
  });

  it('stops between two steps when it is cancelled', async () => {
    const controller = new AbortController();
    let steps = 0;
    const onProgress = () => {
      if (++steps === 3) controller.abort();
    };
    const { signal } = controller;
    const cancelled = new TfjsSlotTrainer('wasm').fit(set, null, options, onProgress, signal);
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    expect(steps).toBe(3);
  });

  it('throws away a training whose loss is not finite', async () => {
    const features = set.features.slice();
    features[0] = NaN;
    const broken = new TfjsSlotTrainer('wasm').fit({ ...set, features }, null, options, () => {});
    await expect(broken).rejects.toMatchObject({ code: 'not-finite' });
  });

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await fit();
    expect(tf.memory().numTensors).toBe(before);
  });
});
