import type { SlotTrainer } from '../../core/ports/slot-trainer';

/** The trainer behind a backend that is started when it first trains; after a failure it is tried again. */
export function startedSlotTrainer(
  trainer: SlotTrainer,
  start: () => Promise<unknown>,
): SlotTrainer {
  return {
    backend: trainer.backend,
    async fit(...args) {
      await start();
      return trainer.fit(...args);
    },
  };
}

/** Starts once, whoever asks: WASM can't be given its file twice. A failure is forgotten. */
export function startOnce(start: () => Promise<unknown>): () => Promise<unknown> {
  let started: Promise<unknown> | null = null;
  return () =>
    (started ??= start().catch((error: unknown) => {
      started = null;
      throw error;
    }));
}
