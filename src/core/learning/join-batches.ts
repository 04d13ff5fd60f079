import type { Batch } from '../ports/store';

/** One batch of two: lists are joined, of two learning states the later holds. */
export function joinBatches(first: Batch, second: Batch): Batch {
  const learning = second.learning ?? first.learning;
  return {
    ...joined('conversations', first, second),
    ...joined('episodes', first, second),
    ...joined('signals', first, second),
    ...joined('snapshots', first, second),
    ...joined('pins', first, second),
    ...joined('settings', first, second),
    ...joined('changes', first, second),
    ...joined('deletes', first, second),
    ...(learning && { learning }),
  };
}

type ListKey = Exclude<keyof Batch, 'learning'>;

function joined<K extends ListKey>(key: K, first: Batch, second: Batch): Pick<Batch, K> | object {
  const values = [...(first[key] ?? []), ...(second[key] ?? [])];
  return values.length > 0 ? { [key]: values } : {};
}
