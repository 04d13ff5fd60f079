import type { Conversation } from '../core/conversation/conversation';
import type { Signal } from '../core/learning/signal';
import type { Episode } from '../core/memory/episode';
import type { Store } from '../core/ports/store';

function byId<T extends { readonly id: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}

/** What the page shows of the store, held in memory: 10,000 episodes take about 20 MB. */
export class Library {
  readonly conversations: Map<string, Conversation>;
  readonly episodes: Map<string, Episode>;
  readonly signals: Map<string, Signal>;

  private constructor(
    conversations: readonly Conversation[],
    episodes: readonly Episode[],
    signals: readonly Signal[],
  ) {
    this.conversations = byId(conversations);
    this.episodes = byId(episodes);
    this.signals = byId(signals);
  }

  static async load(store: Store): Promise<Library> {
    return new Library(
      await store.all('conversations'),
      await store.all('episodes'),
      await store.all('signals'),
    );
  }

  /** Oldest first. */
  episodesOf(conversationId: string): Episode[] {
    return [...this.episodes.values()]
      .filter((episode) => episode.conversationId === conversationId)
      .sort((a, b) => a.sequence - b.sequence);
  }

  /** Not revoked, oldest first; of the user alone. */
  feedbackOn(episodeId: string): Signal[] {
    return [...this.signals.values()]
      .filter((s) => s.episodeId === episodeId && !s.revoked && s.provenance === 'user')
      .sort((a, b) => a.sequence - b.sequence);
  }

  /** Newest first. */
  conversationList(): Conversation[] {
    return [...this.conversations.values()].sort((a, b) => b.updatedAt - a.updatedAt);
  }

  forget(episodeIds: readonly string[]): void {
    const gone = new Set(episodeIds);
    for (const id of gone) this.episodes.delete(id);
    for (const [id, signal] of this.signals)
      if (gone.has(signal.episodeId)) this.signals.delete(id);
  }
}
