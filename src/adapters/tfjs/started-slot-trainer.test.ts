import { expect, it } from 'vitest';
import { referenceSlotTrainer } from '../../core/slots/testing/reference-slot-trainer';
import { startedSlotTrainer, startOnce } from './started-slot-trainer';

const nothing = { rows: ['outside'], width: 1, features: new Float32Array(0), calls: [] };
const options = { steps: 1, batch: 1, learningRate: 0.1, l2: 0, seed: 1 };

it('starts the backend once for all who train on it, and again only after a failure', async () => {
  let starts = 0;
  const start = startOnce(async () => {
    starts++;
    if (starts === 1) throw new Error('the file was not there');
  });
  const trainer = startedSlotTrainer(referenceSlotTrainer, start);
  const fit = () => trainer.fit(nothing, null, options, () => {});
  await expect(fit()).rejects.toThrow('the file was not there');
  await fit();
  await Promise.all([fit(), start()]);
  expect(starts).toBe(2);
});
