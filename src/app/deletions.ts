import type { AppContext } from './app-context';

/** What waits to be deleted; kept as a setting so that closing the page in between changes nothing. */
export interface PendingDeletion {
  readonly conversations: readonly string[];
  readonly episodes: readonly string[];
  /** Feedback to be taken back. Missing in what older versions stored. */
  readonly signals?: readonly string[];
}

export const pendingDeletionKey = 'pending-deletion';
/** As long as the notice with its Undo stays. */
const graceMs = 10_000;

/**
 * Deletes what is named, and everything learned from it. Hidden at once, carried out after the time in which
 * it can be undone: unlearning means training anew, which is not undone by putting records back.
 */
export class Deletions {
  readonly #context: AppContext;
  #pending: PendingDeletion | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: AppContext) {
    this.#context = context;
  }

  /** Carries out what an earlier page had promised. */
  async resume(pending: PendingDeletion | null): Promise<void> {
    if (pending) await this.#carryOut(pending);
  }

  async begin(pending: PendingDeletion, sentence: string): Promise<void> {
    await this.flush();
    const { library, notices, store, turns, holder } = this.#context;
    await store.commit({ settings: [{ id: pendingDeletionKey, value: pending }] });
    this.#pending = pending;
    const hidden = {
      conversations: pending.conversations.flatMap((id) => library.conversations.get(id) ?? []),
      episodes: pending.episodes.flatMap((id) => library.episodes.get(id) ?? []),
    };
    for (const { id } of hidden.conversations) library.conversations.delete(id);
    for (const { id } of hidden.episodes) library.episodes.delete(id);
    const open = holder.state.conversationId;
    if (open && pending.conversations.includes(open)) turns.show(null);
    else turns.remove(pending.episodes);
    holder.update({
      conversations: library.conversationList(),
      forgetting: pending.signals ?? [],
    });
    this.#timer = setTimeout(() => void notices.guard(() => this.flush()), graceMs);

    notices.info(sentence, async () => {
      if (this.#pending !== pending) return;
      clearTimeout(this.#timer);
      this.#pending = null;
      await this.#context.store.commit({ settings: [{ id: pendingDeletionKey, value: null }] });
      for (const record of hidden.conversations) library.conversations.set(record.id, record);
      for (const record of hidden.episodes) library.episodes.set(record.id, record);
      holder.update({ conversations: library.conversationList(), forgetting: [] });
      turns.show(open);
    });
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const pending = this.#pending;
    this.#pending = null;
    if (pending) await this.#carryOut(pending);
  }

  async #carryOut({ conversations, episodes, signals = [] }: PendingDeletion): Promise<void> {
    const { holder, learning, library } = this.#context;
    // One by one: what was taken back already is passed over when an earlier page was closed in between.
    for (const id of signals) await this.#takeBack(id);
    await learning.deleteEpisodes(episodes, {
      deletes: conversations.map((id) => ({ table: 'conversations', id })),
      settings: [{ id: pendingDeletionKey, value: null }],
    });
    library.forget(episodes);
    holder.update({ forgetting: [] });
  }

  async #takeBack(signalId: string): Promise<void> {
    const { learning, library, turns } = this.#context;
    const signal = library.signals.get(signalId);
    await learning.takeBack(signalId);
    const episode = signal && library.episodes.get(signal.episodeId);
    if (!signal || !episode) return;
    library.signals.set(signalId, { ...signal, revoked: true });
    turns.put(episode, { feedback: library.feedbackOn(episode.id), learned: null });
  }
}
