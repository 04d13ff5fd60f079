import { describe, expect, it } from 'vitest';
import { createRandom } from '../generation/prng';
import { slotStep } from './fit-slot-head';
import { slotKeys } from './slot';
import { zeroSlotHead } from './slot-head';
import { slotBatch } from './slot-objective';
import { slotTrainingSet } from './slot-training-set';
import { loopProducts } from './testing/reference-slot-trainer';
import { playTool, sampleCalls } from './testing/sample-calls';

const calls = sampleCalls(3);
const set = slotTrainingSet(calls, slotKeys([playTool]), calls[0].request.features.width);
const batch = slotBatch(set, [0, 1, 2]);

function randomHead() {
  const head = zeroSlotHead(slotKeys([playTool]), 12);
  const random = createRandom(3);
  head.weights.forEach((_, i) => (head.weights[i] = random.next() - 0.5));
  head.bias.forEach((_, i) => (head.bias[i] = random.next() - 0.5));
  return head;
}

describe('the slot objective', () => {
  it('has the slope that small steps of the weights show', async () => {
    const head = randomHead();
    const { weights, bias } = await slotStep(batch, head, loopProducts);
    const lossAt = async (list: Float32Array, i: number, by: number) => {
      const before = list[i];
      list[i] = before + by;
      const { loss } = await slotStep(batch, head, loopProducts);
      list[i] = before;
      return loss;
    };
    for (const i of [0, 7, 40, 100, 200]) {
      const slope =
        ((await lossAt(head.weights, i, 0.05)) - (await lossAt(head.weights, i, -0.05))) / 0.1;
      expect(weights[i]).toBeCloseTo(slope, 3);
    }
    for (const i of head.bias.keys()) {
      const slope =
        ((await lossAt(head.bias, i, 0.05)) - (await lossAt(head.bias, i, -0.05))) / 0.1;
      expect(bias[i]).toBeCloseTo(slope, 3);
    }
  });

  it('has a slope for a single call', async () => {
    const { weights } = await slotStep(slotBatch(set, [0]), randomHead(), loopProducts);
    expect(weights.some((slope) => slope !== 0)).toBe(true);
  });
});
