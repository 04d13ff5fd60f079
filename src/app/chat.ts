import { hasCode, ApprenticeError } from '../core/errors/apprentice-error';
import { beginning } from '../core/agent/prompts';
import { acceptRequest, runTurn } from '../core/agent/turn';
import type { TurnEvent } from '../core/agent/turn-event';
import type { Conversation } from '../core/conversation/conversation';
import type { Episode } from '../core/memory/episode';
import type { AppContext } from './app-context';
import type { Apprentice } from './apprentice';
import { userError } from './notices';
import { Sequence } from './sequenced';

const titleWords = 8;

/** What is shown of a turn that is under way, kept up to date by its events. */
export function follow(context: AppContext, opened: Episode): (event: TurnEvent) => void {
  let episode = opened;
  const { turns } = context;
  return (event) => {
    if (event.type === 'decision-end') {
      episode = { ...episode, decision: event.decision, embedding: event.embedding };
      turns.put(episode, { phase: 'filling' });
    } else if (event.type === 'arguments-start') turns.put(episode, { phase: 'filling' });
    else if (event.type === 'tool-start') turns.put(episode, { phase: 'running' });
    else if (event.type === 'tool-end') {
      episode = { ...episode, steps: [...episode.steps, event.step] };
      turns.put(episode);
    } else if (event.type === 'text-start') {
      episode = { ...episode, reply: '', editedReply: null };
      turns.put(episode, { phase: 'writing' });
    } else if (event.type === 'text-delta') {
      episode = { ...episode, reply: episode.reply + event.delta };
      turns.put(episode);
    } else turns.put(episode, { tokensPerSecond: event.tokensPerSecond, trimmed: event.trimmed });
  };
}

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
      if (episode) await this.actions.send(episode.request);
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
    const conversation = this.#conversationOf(episode);
    await store.commit({ conversations: [conversation], episodes: [episode] });
    library.conversations.set(conversation.id, conversation);
    library.episodes.set(episode.id, episode);
    holder.update({
      conversationId: conversation.id,
      conversations: library.conversationList(),
    });
    turns.put(episode, { phase: 'queued' });
    await this.exclusively((signal) => this.#run(episode, signal));
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

  async #run(opened: Episode, signal: AbortSignal): Promise<void> {
    const { agent, learning, library, modelsReady, turns, refreshThings } = this.#context;
    try {
      await modelsReady();
      signal.throwIfAborted();
      turns.put(opened, { phase: 'deciding' });
      const history = library
        .episodesOf(opened.conversationId)
        .filter(({ sequence }) => sequence < opened.sequence);
      const { episode, changes } = await runTurn(
        opened,
        history,
        agent,
        follow(this.#context, opened),
        signal,
      );
      await learning.recordEpisode(episode, { changes });
      library.episodes.set(episode.id, episode);
      turns.put(episode, { phase: 'done' });
      if (changes.length > 0) await refreshThings();
    } catch (error) {
      await this.#fail(opened, error);
      return;
    }
    void this.#context.notices.guard(async () => void (await learning.maybeTrain()));
  }

  async #fail(opened: Episode, error: unknown): Promise<void> {
    const { library, notices, store, turns } = this.#context;
    const { message, code } = userError(error);
    if (code === 'unexpected') console.error(error);
    const cancelled = hasCode(error, 'cancelled');
    const episode: Episode = {
      ...opened,
      status: cancelled ? 'cancelled' : 'failed',
      reply: cancelled ? '' : message,
    };
    library.episodes.set(episode.id, episode);
    turns.put(episode, { phase: 'done' });
    // The request is stored already; failing to store the failure must not hide it.
    await notices.guard(() => store.commit({ episodes: [episode] }));
  }
}
