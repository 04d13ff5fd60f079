import { describe, expect, it } from 'vitest';
import { ApprenticeError } from '../../core/errors/apprentice-error';
import { TRAINING } from '../../core/learning/parameters';
import { randomTrainingSet } from '../../core/learning/testing/random-training-set';
import { referenceTrainer } from '../../core/learning/testing/reference-trainer';
import type { Trainer } from '../../core/ports/trainer';
import { FallbackTrainer, type TrainerBackend } from './fallback-trainer';

const set = randomTrainingSet({ examples: 4, anchors: 2, actions: 3, dimensions: 4, seed: 1 });
const options = { ...TRAINING, steps: 2 };

/** A backend that counts how often it was asked to train. */
function backend(name: string, fails?: string, more: Partial<TrainerBackend> = {}) {
  const calls = { fits: 0 };
  const trainer: Trainer = {
    backend: name,
    fit: async (...args) => {
      calls.fits++;
      if (fails === 'lost') throw new Error('the device was lost');
      if (fails) throw new ApprenticeError(fails, 'It failed.');
      return referenceTrainer.fit(...args);
    },
  };
  return { name, start: () => Promise.resolve(), trainer, calls, ...more };
}
const fit = (trainer: Trainer, changes = {}) =>
  trainer.fit(set, null, { ...options, ...changes }, () => {});

describe('the trainer with backends to fall back on', () => {
  it('uses the best one that works, and no other', async () => {
    const [webgpu, wasm] = [backend('webgpu'), backend('wasm')];
    const trainer = new FallbackTrainer([webgpu, wasm]);
    await fit(trainer);
    expect(trainer.backend).toBe('webgpu');
    expect(wasm.calls.fits).toBe(0);
  });

  it.each([
    ['trainer-mismatch', 'wasm, because webgpu computes wrongly here'],
    ['trainer-unavailable', 'wasm, because webgpu is missing here'],
    ['lost', 'wasm, because webgpu broke down'],
  ])(
    'leaves one that fails with %s for the next, says so, and does not ask it again',
    async (code, says) => {
      const [webgpu, wasm] = [backend('webgpu', code), backend('wasm')];
      const trainer = new FallbackTrainer([webgpu, wasm]);
      const expected = await fit(referenceTrainer);
      expect((await fit(trainer)).weights).toEqual(expected.weights);
      await fit(trainer);
      expect(trainer.backend).toBe(says);
      expect([webgpu.calls.fits, wasm.calls.fits]).toEqual([1, 2]);
    },
  );

  it('goes on from the last checkpoint of a backend that was lost', async () => {
    const lost = backend('webgpu');
    const trainer: Trainer = {
      backend: 'webgpu',
      fit: async (of, start, { onCheckpoint, ...rest }, report, signal) => {
        const head = await referenceTrainer.fit(of, start, { ...rest, steps: 3 }, report, signal);
        onCheckpoint?.({ head, step: 3 });
        throw new Error('the device was lost');
      },
    };
    const seen: string[] = [];
    const report: Parameters<Trainer['fit']>[3] = ({ step, steps }) =>
      seen.push(`${step}/${steps}`);
    const steps = { ...options, steps: 5 };
    const fitted = new FallbackTrainer([{ ...lost, trainer }, backend('wasm')]);
    const head = await fitted.fit(set, null, steps, report);
    const half = await referenceTrainer.fit(set, null, { ...options, steps: 3 }, () => {});
    const whole = await referenceTrainer.fit(set, half, { ...options, steps: 2 }, () => {});
    expect(head).toEqual(whole);
    expect(seen).toEqual(['1/5', '2/5', '3/5', '4/5', '5/5']);
  });

  it('starts a backend once for all trainings, and again where it did not start', async () => {
    let starts = 0;
    const start = () => {
      starts++;
      return starts === 1 ? Promise.reject(new Error('no file yet')) : Promise.resolve();
    };
    const trainer = new FallbackTrainer([backend('wasm', undefined, { start })]);
    await expect(fit(trainer)).rejects.toMatchObject({ code: 'trainer-unavailable' });
    await fit(trainer);
    await fit(trainer);
    expect(starts).toBe(2);
  });

  it('leaves one that does not start', async () => {
    const start = () => Promise.reject(new ApprenticeError('trainer-unavailable', 'None.'));
    const trainer = new FallbackTrainer([backend('webgpu', undefined, { start }), backend('wasm')]);
    await fit(trainer);
    expect(trainer.backend).toBe('wasm, because webgpu is missing here');
  });

  it.each(['cancelled', 'not-finite'])(
    'does not take %s for a fault of the backend',
    async (code) => {
      const [webgpu, wasm] = [backend('webgpu', code), backend('wasm')];
      const trainer = new FallbackTrainer([webgpu, wasm]);
      await expect(fit(trainer)).rejects.toMatchObject({ code });
      expect(wasm.calls.fits).toBe(0);
      expect(trainer.backend).toBe('webgpu');
    },
  );

  it('never trains slowly unless the user agreed', async () => {
    const [wasm, cpu] = [
      backend('wasm', 'trainer-unavailable'),
      backend('cpu', undefined, { slow: true }),
    ];
    const trainer = new FallbackTrainer([wasm, cpu]);
    await expect(fit(trainer)).rejects.toMatchObject({ code: 'trainer-unavailable' });
    expect(cpu.calls.fits).toBe(0);
    await fit(trainer, { allowCpu: true });
    expect(cpu.calls.fits).toBe(1);
    expect(trainer.backend).toBe('cpu, because wasm is missing here');
  });
});
