import { beginning } from '../core/agent/prompts';
import { acceptRequest } from '../core/agent/turn';
import type { Conversation } from '../core/conversation/conversation';
import { cutMessage } from '../core/conversation/split-message';
import { ApprenticeError } from '../core/errors/apprentice-error';
import { understood, type Episode } from '../core/memory/episode';
import type { AppContext } from './app-context';
import type { Apprentice } from './apprentice';
import { runMessage } from './message-run';
import { Sequence } from './sequenced';

const titleWords = 8;

/** The turns of all conversations run one after the other: there is one model. */
export class Chat {
  readonly #context: AppContext;
  readonly #sequence = new Sequence();
  #running: AbortController | null = null;
  #waiting = 0;

  constructor(context: AppContext) {
    this.#context = context;
  }

  readonly actions: Pick<Apprentice, 'send' | 'stop' | 'retry'> = {
    send: (text) => this.#context.notices.guard(() => this.#send(text)),
    stop: () => this.#stop(),
    retry: async (episodeId) => {
      const episode = this.#context.library.episodes.get(episodeId);
      if (episode) await this.actions.send(understood(episode));
    },
  };

  /** Runs work that needs the model, alone; `stop` aborts its signal. */
  exclusively(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#count(1);
    return this.#sequence.run(async () => {
      const controller = new AbortController();
      this.#running = controller;
      try {
        await work(controller.signal);
      } finally {
        this.#running = null;
        this.#count(-1);
      }
    });
  }

  /** Runs work between two turns, without showing that something runs. */
  between(work: () => Promise<void>): Promise<void> {
    return this.#sequence.run(work);
  }

  #count(change: number): void {
    this.#waiting += change;
    this.#context.holder.update({ busy: this.#waiting > 0 });
  }

  #stop(): void {
    this.#running?.abort(new ApprenticeError('cancelled', 'Stopped.'));
  }

  async #send(text: string): Promise<void> {
    const { store, library, holder, turns } = this.#context;
    const episode = this.#open(acceptRequest(text));
    // One number for each step that it may turn out to have, before anything else takes one.
    const later = cutMessage(episode.request).slice(1);
    const sequences = [episode.sequence, ...later.map(() => store.nextSequence())];
    const conversation = this.#conversationOf(episode);
    await store.commit({ conversations: [conversation], episodes: [episode] });
    library.conversations.set(conversation.id, conversation);
    library.episodes.set(episode.id, episode);
    holder.update({
      conversationId: conversation.id,
      conversations: library.conversationList(),
    });
    turns.put(episode, { phase: 'queued' });
    await this.exclusively((signal) => runMessage(this.#context, { episode, sequences }, signal));
  }

  /** Stored before anything is done, as cancelled: whatever happens now, the request is not lost. */
  #open(request: string): Episode {
    const { clock, holder, newId, store } = this.#context;
    return {
      id: newId(),
      conversationId: holder.state.conversationId ?? newId(),
      sequence: store.nextSequence(),
      at: clock.now(),
      request,
      embedding: null,
      encoderHash: '',
      decision: null,
      steps: [],
      reply: '',
      editedReply: null,
      status: 'cancelled',
      tainted: false,
    };
  }

  #conversationOf(episode: Episode): Conversation {
    const known = this.#context.library.conversations.get(episode.conversationId);
    return {
      id: episode.conversationId,
      title: known?.title ?? beginning(episode.request, titleWords),
      createdAt: known?.createdAt ?? episode.at,
      updatedAt: episode.at,
    };
  }
}
