import type { Label } from './label';
import { BUFFER, BUFFER_RECENT } from './parameters';
import { unitHash } from './stable-hash';

/**
 * The replay buffer: all labels while they fit; else the newest `recent`, and of the older ones a sample that gives
 * every action and sign its share. Which ones is decided by their ids, so that it repeats.
 */
export function replayBuffer(
  labels: readonly Label[],
  size = BUFFER,
  recent = BUFFER_RECENT,
): readonly Label[] {
  if (labels.length <= size) return labels;
  const older = labels.slice(0, labels.length - recent);
  const chosen = new Set(sample(older, size - recent));
  return [...older.filter((label) => chosen.has(label)), ...labels.slice(labels.length - recent)];
}

function sample(labels: readonly Label[], size: number): Label[] {
  const strata = new Map<string, Label[]>();
  for (const label of labels) {
    const key = `${label.sign} ${label.action}`;
    strata.set(key, [...(strata.get(key) ?? []), label]);
  }
  const queues = [...strata.keys()]
    .sort()
    .map((key) => (strata.get(key) ?? []).sort((a, b) => rank(a) - rank(b)));
  const chosen: Label[] = [];
  for (let round = 0; chosen.length < size; round++) {
    const layer = queues.filter((queue) => round < queue.length).map((queue) => queue[round]);
    if (layer.length === 0) break;
    chosen.push(...layer.slice(0, size - chosen.length));
  }
  return chosen;
}

const rank = (label: Label) => unitHash(label.signalId);
