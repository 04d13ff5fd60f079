import { createRandom } from '../generation/prng';
import type { SlotTrainer } from '../ports/slot-trainer';
import type { TrainingProgress } from '../ports/trainer';
import { FIRST_FIT, LATER_FITS, REPLAY } from './parameters';
import type { SlotTool } from './slot';
import { slotKeys } from './slot';
import type { KnownCall } from './slot-call';
import type { SlotGateReport } from './slot-gate';
import { slotGate } from './slot-gate';
import type { SlotHead } from './slot-head';
import { alignSlotHead } from './slot-head';
import { splitCalls } from './slot-holdout';
import { slotTrainingSet } from './slot-training-set';

/** Everything that one training of the slot head needs; can be cloned into the worker. */
export interface SlotTrainingJob {
  readonly tools: readonly SlotTool[];
  /** The tools' own examples: always trained on, never asked. */
  readonly examples: readonly KnownCall[];
  /** The user's calls, oldest first. */
  readonly calls: readonly KnownCall[];
  /** Where to start, with the number of calls that it was trained with; null trains from zero. */
  readonly start: { readonly head: SlotHead; readonly calls: number } | null;
  readonly live: SlotHead | null;
}

export interface SlotCandidate {
  readonly head: SlotHead;
  readonly gate: SlotGateReport;
  /** Calls it was trained on. */
  readonly calls: number;
}

/**
 * Fits a candidate and puts it through its gate. From zero it sees every call six times and depends on nothing but the
 * calls: a deleted one leaves no trace. From a start it sees the new calls and as many old ones as replay brings back,
 * a few times. Deterministic for the same job and trainer.
 */
export async function runSlotTraining(
  { tools, examples, calls, start, live }: SlotTrainingJob,
  trainer: SlotTrainer,
  onProgress: (progress: TrainingProgress) => void,
  signal?: AbortSignal,
): Promise<SlotCandidate> {
  const { taught, heldOut } = splitCalls(calls);
  const fresh = new Set(start ? calls.slice(start.calls) : calls);
  const older = [...examples, ...taught.filter((known) => !fresh.has(known))];
  const replayed = start ? sample(older, REPLAY, calls.length) : older;
  const lesson = [...replayed, ...taught.filter((known) => fresh.has(known))];
  const slots = slotKeys(tools);
  const width = lesson[0]?.request.features.width ?? 0;
  const fit = start ? LATER_FITS : FIRST_FIT;
  const head = await trainer.fit(
    slotTrainingSet(lesson, slots, width),
    start && alignSlotHead(start.head, slots),
    {
      ...fit,
      steps: Math.ceil((fit.rounds * lesson.length) / fit.batch),
      seed: calls.length,
    },
    onProgress,
    signal,
  );
  return { head, gate: slotGate(head, live, heldOut), calls: taught.length };
}

/** `count` of the list drawn at random without repeats, or all. */
function sample<T>(list: readonly T[], count: number, seed: number): T[] {
  const random = createRandom(seed);
  const left = [...list];
  return Array.from({ length: Math.min(count, list.length) }, () => {
    const at = Math.floor(left.length * random.next());
    const [drawn] = left.splice(at, 1);
    return drawn;
  });
}
