import { copyText } from '../adapters/browser/clipboard';
import { redoWith, redoWithArgument, takeBackStep } from '../core/agent/revise';
import type { NewSignal } from '../core/learning/learning';
import type { Episode } from '../core/memory/episode';
import type { Batch } from '../core/ports/store';
import { argumentAt } from '../core/tools/change-argument';
import { textOfValue } from '../core/tools/value-text';
import type { AppContext } from './app-context';
import type { Apprentice } from './apprentice';
import type { Chat } from './chat';
import { about } from './feedback-signal';
import { follow } from './follow';

type FeedbackActions = Pick<
  Apprentice,
  'thumb' | 'correct' | 'fixArgument' | 'editAnswer' | 'undo' | 'copyAnswer' | 'takeBack'
>;

/** What the user says about a turn. Everything one action changes is one commit. */
export function feedbackActions(context: AppContext, chat: Chat): FeedbackActions {
  const { agent, learning, library, notices, turns } = context;

  async function record(episode: Episode, signal: NewSignal, extras: Batch = {}): Promise<void> {
    const [stored] = await learning.recordSignals([signal], extras);
    library.signals.set(stored.id, stored);
    library.episodes.set(episode.id, episode);
    const sentence = `Learned: ${learning.sentence(stored)}. Applies now.`;
    // Where nothing was decided nothing is learned: an undo by words, a result that was quoted.
    const quiet = stored.kind === 'copy' || stored.kind === 'undo' || !episode.decision;
    turns.put(episode, {
      phase: 'done',
      feedback: library.feedbackOn(episode.id),
      learned: quiet ? null : { sentence, signalId: stored.id },
    });
    if (extras.changes?.length) await context.refreshThings();
    void notices.guard(async () => void (await learning.maybeTrain()));
  }

  /** Runs `work` on a stored episode; problems become a notice and the turn shows what is stored. */
  function on(episodeId: string, work: (episode: Episode) => Promise<void>): Promise<void> {
    return notices.guard(async () => {
      const episode = library.episodes.get(episodeId);
      if (!episode) return;
      try {
        await work(episode);
      } catch (error) {
        turns.put(library.episodes.get(episodeId) ?? episode, { phase: 'done' });
        throw error;
      }
    });
  }

  async function takeBack(signalId: string): Promise<void> {
    const signal = library.signals.get(signalId);
    if (!signal) return;
    await learning.takeBack(signalId);
    library.signals.set(signalId, { ...signal, revoked: true });
    const episode = library.episodes.get(signal.episodeId);
    if (!episode) return;
    turns.put(episode, { feedback: library.feedbackOn(episode.id), learned: null });
  }

  return {
    thumb: (episodeId, direction) =>
      on(episodeId, async (episode) => {
        const thumbs = library
          .feedbackOn(episodeId)
          .filter(({ kind }) => kind.startsWith('thumbs'));
        const kind = direction === 'up' ? 'thumbs-up' : 'thumbs-down';
        for (const thumb of thumbs) await takeBack(thumb.id);
        // A second press on the same thumb only takes it back.
        if (!thumbs.some((thumb) => thumb.kind === kind))
          await record(episode, about(episode, kind));
      }),

    correct: (episodeId, action) =>
      on(episodeId, (episode) =>
        chat.exclusively(async (signal) => {
          await context.modelsReady();
          const history = library
            .episodesOf(episode.conversationId)
            .filter(({ sequence }) => sequence < episode.sequence);
          const back = takeBackStep(episode).episode;
          const emit = follow(context, back);
          const redone = await redoWith(episode, action, history, agent, emit, signal);
          await record(redone.episode, about(redone.episode, 'correction', action), {
            episodes: [redone.episode],
            changes: redone.changes,
          });
        }),
      ),

    fixArgument: (episodeId, name, value) =>
      on(episodeId, async (episode) => {
        const before = textOfValue(argumentAt(episode.steps.at(-1)?.arguments ?? {}, name));
        const redone = await redoWithArgument(episode, name, value, agent);
        const argument = { name, before, after: value };
        await record(
          redone.episode,
          { ...about(redone.episode, 'argument-edit'), argument },
          { episodes: [redone.episode], changes: redone.changes },
        );
      }),

    editAnswer: (episodeId, text) =>
      on(episodeId, async (episode) => {
        const edited = { ...episode, editedReply: text.trim() };
        if (edited.editedReply === '' || edited.editedReply === episode.reply) return;
        await record(edited, about(edited, 'answer-edit'), { episodes: [edited] });
      }),

    undo: (episodeId) =>
      on(episodeId, async (episode) => {
        const signal = about(episode, 'undo');
        const back = takeBackStep(episode);
        if (back.episode === episode) return;
        const extras = { episodes: [back.episode], changes: back.changes };
        await record(back.episode, signal, extras);
      }),

    copyAnswer: (episodeId) =>
      on(episodeId, async (episode) => {
        await copyText(episode.editedReply ?? episode.reply);
        const before = library.feedbackOn(episodeId).some(({ kind }) => kind === 'copy');
        if (!before) await record(episode, about(episode, 'copy'));
      }),

    takeBack: (signalId) => notices.guard(() => takeBack(signalId)),
  };
}
