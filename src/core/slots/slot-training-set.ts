import type { SlotTrainingCall, SlotTrainingSet } from '../ports/slot-trainer';
import { beginOf, insideOf } from './chain';
import { slotKey } from './slot';
import { slotRows } from './slot-head';
import type { KnownCall } from './slot-call';

/** The trainer's view of calls; all their slots are among `slots`. */
export function slotTrainingSet(
  known: readonly KnownCall[],
  slots: readonly string[],
  width: number,
): SlotTrainingSet {
  const usable = known.filter(({ request }) => request.words.length > 0);
  const words = usable.reduce((sum, { request }) => sum + request.words.length, 0);
  const features = new Float32Array(words * width);
  let first = 0;
  const calls = usable.map((example): SlotTrainingCall => {
    const { call, tool, request } = example;
    features.set(request.features.rows, first * width);
    const at = first;
    first += request.words.length;
    return {
      first: at,
      words: request.words.length,
      slots: Int32Array.from(tool.parameters, (parameter) => slots.indexOf(slotKey(parameter))),
      path: pathOf(example),
      weight: call.weight,
    };
  });
  return { rows: slotRows(slots), width, features, calls };
}

/** States of the chain over the words. */
export function pathOf({ request, spans }: Pick<KnownCall, 'request' | 'spans'>): Int32Array {
  const path = new Int32Array(request.words.length);
  for (const { parameter, start, end } of spans) {
    path.fill(insideOf(parameter), start, end);
    path[start] = beginOf(parameter);
  }
  return path;
}
