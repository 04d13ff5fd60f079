import { describe, expect, it } from 'vitest';
import { bestSpans } from './best-spans';
import { slotKeys } from './slot';
import { slotGate } from './slot-gate';
import { scoreWords, zeroSlotHead } from './slot-head';
import { splitCalls } from './slot-holdout';
import { runSlotTraining } from './slot-training-job';
import type { SlotTrainingJob } from './slot-training-job';
import { chainTable, weightedTable } from './span-table';
import { referenceSlotTrainer } from './testing/reference-slot-trainer';
import { playTool, sampleCall, sampleCalls, sampleRequest } from './testing/sample-calls';

const job: SlotTrainingJob = {
  tools: [playTool],
  examples: [],
  calls: sampleCalls(30),
  start: null,
  live: null,
};
const train = (more: Partial<SlotTrainingJob> = {}) =>
  runSlotTraining({ ...job, ...more }, referenceSlotTrainer, () => {});
const fresh = sampleRequest('please play Adele on Deezer');
const fill = (head: Parameters<typeof scoreWords>[0]) =>
  bestSpans(chainTable(scoreWords(head, playTool, fresh.features)), playTool.parameters);

describe('training of the slot head', () => {
  it('fills a request like those that it was taught', async () => {
    const { head } = await train();
    expect(fill(head)).toEqual([
      { parameter: 0, start: 2, end: 3 },
      { parameter: 1, start: 4, end: 5 },
    ]);
  });

  it('gives the same bytes for the same calls', async () => {
    const [first, second] = [await train(), await train()];
    expect(second.head).toEqual(first.head);
  });

  it('trains on from a start', async () => {
    const start = { head: (await train({ calls: job.calls.slice(0, 20) })).head, calls: 20 };
    const { head } = await train({ start });
    expect(head.weights).not.toEqual(start.head.weights);
    expect(fill(head)).toHaveLength(2);
  });

  it('never trains on a call that is held out', async () => {
    const odd = sampleCall('Deezer hates please', { artist: 'hates please' });
    const calls = [...job.calls.slice(0, 2), odd, ...job.calls.slice(2)];
    expect(splitCalls(calls).heldOut).toContain(odd);
    const without = [...job.calls.slice(0, 2), job.calls[29], ...job.calls.slice(2)];
    expect((await train({ calls })).head).toEqual((await train({ calls: without })).head);
  });

  it('passes a trained head through the gate and not a zero one', async () => {
    const { head, gate } = await train({ calls: sampleCalls(80) });
    expect(gate).toMatchObject({ passed: true, losses: 0 });
    const zero = zeroSlotHead(slotKeys([playTool]), 12);
    expect(slotGate(zero, head, splitCalls(sampleCalls(80)).heldOut).passed).toBe(false);
    expect(slotGate(zero, null, splitCalls(sampleCalls(80)).heldOut).passed).toBe(false);
  });

  it('does not let a head through that is not made of numbers', async () => {
    const broken = zeroSlotHead(slotKeys([playTool]), 12);
    broken.weights[0] = NaN;
    expect(slotGate(broken, null, sampleCalls(9))).toMatchObject({ passed: false });
  });

  it('leaves the other terms as they are while the head is zero', () => {
    const zero = zeroSlotHead(slotKeys([playTool]), 12);
    const slots = chainTable(scoreWords(zero, playTool, fresh.features));
    const other = chainTable({
      words: 5,
      states: 5,
      scores: Float64Array.from({ length: 25 }, (_, i) => Math.sin(i)),
    });
    expect(weightedTable([other, slots], [1, 1])).toEqual(other);
  });
});
