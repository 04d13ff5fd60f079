import { startWasm } from '../src/adapters/tfjs/start-wasm';
import { TfjsTrainer } from '../src/adapters/tfjs/tfjs-trainer';
import { COLD_STEPS, PHI_DIMENSIONS, TRAINING, WARM_STEPS } from '../src/core/learning/parameters';
import { randomTrainingSet } from '../src/core/learning/testing/random-training-set';
import { estimate, estimateRatio, publish } from './report';
import { floatLoop } from './training/float-loop';

/**
 * Time to learn from 200 pieces of feedback, 12 actions, 128 anchors: TF.js on WASM with its parity probe, and the same
 * steps in plain Float32Array loops as the limit, in turn. Seconds, and their ratio. Goals: 2 s, ratio 1.5.
 * Usage: tsx bench/training.ts [--out FILE]
 */
const REPEATS = 30;
const WARM_UP = 5;
const set = randomTrainingSet({
  examples: 200,
  anchors: 128,
  actions: 12,
  dimensions: PHI_DIMENSIONS,
  seed: 1,
});
await startWasm();
const trainer = new TfjsTrainer('wasm');

async function seconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** The bench is only about time where both arrive at the same weights. */
async function checkThatBothLearnTheSame(): Promise<void> {
  const options = { ...TRAINING, steps: WARM_STEPS };
  const { weights } = await trainer.fit(set, null, options, () => {});
  const loop = floatLoop(set, options);
  const worst = weights.reduce((top, value, i) => Math.max(top, Math.abs(value - loop[i]!)), 0);
  if (worst > 1e-3) throw new Error(`The loop learns something else (off by ${worst}).`);
}

await checkThatBothLearnTheSame();
const arms: Record<string, Record<string, ReturnType<typeof estimate>>> = {};
for (const steps of [WARM_STEPS, COLD_STEPS]) {
  const options = { ...TRAINING, steps };
  const tensors: number[] = [];
  const loops: number[] = [];
  for (let repeat = -WARM_UP; repeat < REPEATS; repeat++) {
    const tensor = await seconds(() => trainer.fit(set, null, options, () => {}));
    const loop = await seconds(() => floatLoop(set, options));
    if (repeat < 0) continue;
    tensors.push(tensor);
    loops.push(loop);
  }
  arms[`${steps} steps, wasm with probe`] = {
    seconds: estimate(tensors),
    ratioToLoop: estimateRatio(tensors, loops),
  };
  arms[`${steps} steps, Float32Array loop`] = { seconds: estimate(loops) };
}
publish({ benchmark: 'training, 200 feedbacks', arms });
