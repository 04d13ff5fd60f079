import { startWasm } from '../src/adapters/tfjs/start-wasm';
import { TfjsTrainer } from '../src/adapters/tfjs/tfjs-trainer';
import { stepOn } from '../src/adapters/tfjs/gradient';
import { zeroHead } from '../src/core/learning/head';
import { PHI_DIMENSIONS, TRAINING, WARM_STEPS } from '../src/core/learning/parameters';
import { randomTrainingSet } from '../src/core/learning/testing/random-training-set';
import { referenceTrainer } from '../src/core/learning/testing/reference-trainer';
import { estimate, publish } from './report';

/**
 * Time to learn from 200 pieces of feedback, 12 actions, 128 anchors, 20 steps: TF.js on WASM with its parity probe,
 * and plain loops in double precision. Seconds. Usage: tsx bench/training.ts [--out FILE]
 */
const REPEATS = 5;
const set = randomTrainingSet({
  examples: 200,
  anchors: 128,
  actions: 12,
  dimensions: PHI_DIMENSIONS,
  seed: 1,
});
const options = { ...TRAINING, steps: WARM_STEPS };
const head = zeroHead(set.actions, set.dimensions);
await startWasm();
const wasm = new TfjsTrainer('wasm');
const work = {
  'wasm, 20 steps and probe': () => wasm.fit(set, null, options, () => {}),
  'loops, 20 steps': () => referenceTrainer.fit(set, null, options, () => {}),
  'probe, one step on cpu': () => stepOn('cpu', set, head, options),
  'probe, one step on wasm': () => stepOn('wasm', set, head, options),
};

const seconds: Record<string, number[]> = {};
for (let repeat = 0; repeat <= REPEATS; repeat++) {
  for (const [arm, run] of Object.entries(work)) {
    const start = performance.now();
    await run();
    // The first round compiles.
    if (repeat > 0) (seconds[arm] ??= []).push((performance.now() - start) / 1000);
  }
}
const arms = Object.fromEntries(
  Object.entries(seconds).map(([arm, list]) => [arm, { seconds: estimate(list) }]),
);
publish({ benchmark: 'training, 200 feedbacks', arms });
