import type { Learning } from '../core/learning/learning';
import type { Episode } from '../core/memory/episode';
import type { Turn } from './app-state';
import type { Library } from './library';
import type { StateHolder } from './state-holder';

/** The turns on the page: those of the open conversation, running ones included. */
export class Turns {
  readonly #holder: StateHolder;
  readonly #library: Library;
  readonly #learning: Learning;
  /** Turns with something that is not stored: a phase, a speed, a line about what was learned. */
  readonly #extras = new Map<string, Partial<Turn>>();

  constructor(holder: StateHolder, library: Library, learning: Learning) {
    this.#holder = holder;
    this.#library = library;
    this.#learning = learning;
  }

  /** Shows a conversation; null is a new, empty one. */
  show(conversationId: string | null): void {
    const episodes = conversationId ? this.#library.episodesOf(conversationId) : [];
    this.#holder.update({ conversationId, turns: episodes.map((episode) => this.#turn(episode)) });
  }

  /** Shows the episode as it is now, in its place; a new one only if it belongs to the open conversation. */
  put(episode: Episode, extras: Partial<Omit<Turn, 'episode'>> = {}): void {
    this.#extras.set(episode.id, { ...this.#extras.get(episode.id), ...extras });
    if (episode.conversationId !== this.#holder.state.conversationId) return;
    const turn = this.#turn(episode);
    this.#holder.update(({ turns }) => {
      const at = turns.findIndex((shown) => shown.episode.id === episode.id);
      if (at >= 0) return { turns: turns.with(at, turn) };
      // Steps of a message go before what was written while it waited.
      const after = turns.findIndex((shown) => shown.episode.sequence > episode.sequence);
      return { turns: turns.toSpliced(after < 0 ? turns.length : after, 0, turn) };
    });
  }

  remove(episodeIds: readonly string[]): void {
    const gone = new Set(episodeIds);
    for (const id of gone) this.#extras.delete(id);
    this.#holder.update(({ turns }) => ({ turns: turns.filter((t) => !gone.has(t.episode.id)) }));
  }

  #turn(episode: Episode): Turn {
    return {
      episode,
      phase: 'done',
      feedback: this.#library.feedbackOn(episode.id),
      because: episode.decision ? this.#learning.because(episode.decision) : null,
      learned: null,
      tokensPerSecond: null,
      trimmed: 0,
      ...this.#extras.get(episode.id),
    };
  }
}
