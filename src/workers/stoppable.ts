import type { ByteSource } from '../adapters/transformers/conversion';

/** A source whose every read asks whether it goes on: a tensor is read some megabytes at a time. */
export const stoppable = (source: ByteSource, signal?: AbortSignal): ByteSource => ({
  size: source.size,
  read: async (start, end) => {
    signal?.throwIfAborted();
    return source.read(start, end);
  },
});
