import type { Experience } from '../learning/experience';
import type { Signal } from '../learning/signal';
import type { Batch } from '../ports/store';
import type { LabelledCall } from './labelled-call';
import { labelledCall } from './labelled-call';

/** By episode; null where the record says of no call, or not any more, that it was right. */
type Changes = ReadonlyMap<string, LabelledCall | null>;

/**
 * The calls that the record says were right. Only what a change of the record touches is looked at: 100,000 signals
 * take over a second.
 */
export class CallLedger {
  /** What was said about each episode, by signal. */
  readonly #said = new Map<string, Map<string, Signal>>();
  readonly #episodeOf = new Map<string, string>();
  readonly #held = new Map<string, LabelledCall>();
  #sorted: readonly LabelledCall[] | null = null;

  /** In the order in which they were said to be right. */
  get calls(): readonly LabelledCall[] {
    this.#sorted ??= [...this.#held.values()].sort((a, b) => a.sequence - b.sequence);
    return this.#sorted;
  }

  /**
   * Number of the first call that the batch takes back: one that is not known any more or is trusted less after it;
   * null where all still hold. `after` is the record with the batch.
   */
  firstLost(batch: Batch, after: Pick<Experience, 'episodes'>): number | null {
    const lost = [...this.#changes(batch, after)].flatMap(([id, call]) => {
      const before = this.#held.get(id);
      return before && (call?.call.weight ?? 0) < before.call.weight ? [before.sequence] : [];
    });
    return lost.length > 0 ? Math.min(...lost) : null;
  }

  add(batch: Batch, after: Pick<Experience, 'episodes'>): void {
    for (const [id, call] of this.#changes(batch, after)) {
      if (call) this.#held.set(id, call);
      else this.#held.delete(id);
      this.#sorted = null;
    }
    for (const signal of batch.signals ?? []) {
      const said = this.#said.get(signal.episodeId) ?? new Map<string, Signal>();
      this.#said.set(signal.episodeId, said.set(signal.id, signal));
      this.#episodeOf.set(signal.id, signal.episodeId);
    }
    for (const { table, id } of batch.deletes ?? []) {
      if (table === 'episodes') this.#said.delete(id);
      if (table === 'signals') this.#said.get(this.#episodeOf.get(id) ?? '')?.delete(id);
    }
  }

  #changes(batch: Batch, { episodes }: Pick<Experience, 'episodes'>): Changes {
    const said = new Map<string, Map<string, Signal>>();
    const about = (id: string): Map<string, Signal> => {
      const copy = said.get(id) ?? new Map(this.#said.get(id));
      said.set(id, copy);
      return copy;
    };
    for (const { id } of batch.episodes ?? []) about(id);
    for (const signal of batch.signals ?? []) about(signal.episodeId).set(signal.id, signal);
    for (const { table, id } of batch.deletes ?? []) {
      if (table === 'episodes') about(id).clear();
      if (table === 'signals') about(this.#episodeOf.get(id) ?? '').delete(id);
    }
    return new Map(
      [...said].map(([id, signals]) => {
        const episode = signals.size > 0 ? episodes.get(id) : undefined;
        return [id, episode ? labelledCall(episode, [...signals.values()]) : null];
      }),
    );
  }
}
