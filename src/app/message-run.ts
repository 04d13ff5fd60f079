import type { ConversationTurn } from '../core/agent/conversation-turn';
import { planTurn } from '../core/agent/plan-message';
import { leftOut } from '../core/agent/stopped-plan';
import { withThread } from '../core/agent/thread';
import { runTurn } from '../core/agent/turn';
import { hasCode } from '../core/errors/apprentice-error';
import type { Episode } from '../core/memory/episode';
import type { AppContext } from './app-context';
import { about } from './feedback-signal';
import { follow } from './follow';
import { userError } from './notices';

/** A message as it was stored when it arrived, with the numbers of the steps it may turn out to have. */
export interface OpenedMessage {
  readonly episode: Episode;
  /** Taken when the message came, so that its steps stay before what was written meanwhile. */
  readonly sequences: readonly number[];
}

/** Runs a message: one step, or several one after the other until one fails or the user stops them. */
export async function runMessage(
  context: AppContext,
  message: OpenedMessage,
  signal: AbortSignal,
): Promise<void> {
  const steps = await openSteps(context, message, signal);
  if (steps === null) return;
  for (const [index, step] of steps.entries()) {
    const done = await runStep(context, step, signal);
    if (done.status === 'done' || index + 1 === steps.length) continue;
    const finished = steps.slice(0, index);
    await keep(context, leftOut(finished, done, steps.slice(index + 1)));
    break;
  }
  const { learning, notices } = context;
  void notices.guard(async () => void (await learning.maybeTrain()));
}

/** The steps of the message, stored before the first of them runs; null when that could not be found out. */
async function openSteps(
  context: AppContext,
  { episode, sequences }: OpenedMessage,
  signal: AbortSignal,
): Promise<Episode[] | null> {
  const { agent, library, modelsReady, newId, turns } = context;
  try {
    await modelsReady();
    signal.throwIfAborted();
    turns.put(episode, { phase: 'deciding' });
    const requests = await planTurn(episode.request, before(context, episode), agent);
    signal.throwIfAborted();
    if (requests.length === 1) return [episode];
    const ids = requests.map((_, index) => (index === 0 ? episode.id : newId()));
    const steps = requests.map((request, index) => {
      const part = { message: episode.request, first: ids[0], index, count: requests.length };
      const sequence = sequences[index] ?? context.store.nextSequence();
      return withThread({ ...episode, id: ids[index], sequence, request }, { part });
    });
    await context.store.commit({ episodes: steps });
    for (const step of steps) {
      library.episodes.set(step.id, step);
      turns.put(step, { phase: 'queued' });
    }
    return steps;
  } catch (error) {
    await fail(context, episode, error);
    return null;
  }
}

/** The conversation before an episode, oldest first. */
function before({ library }: AppContext, episode: Episode): Episode[] {
  return library
    .episodesOf(episode.conversationId)
    .filter(({ sequence }) => sequence < episode.sequence);
}

async function runStep(
  context: AppContext,
  opened: Episode,
  signal: AbortSignal,
): Promise<Episode> {
  const { agent, library, turns, refreshThings } = context;
  try {
    signal.throwIfAborted();
    turns.put(opened, { phase: 'deciding' });
    const emit = follow(context, opened);
    const history = before(context, opened);
    const { episode, changes, revised } = await runTurn(opened, history, agent, emit, signal);
    await record(context, { episode, changes, revised });
    for (const changed of [...revised, episode]) {
      library.episodes.set(changed.id, changed);
      turns.put(changed, { phase: 'done' });
    }
    if (changes.length > 0) await refreshThings();
    return episode;
  } catch (error) {
    return fail(context, opened, error);
  }
}

/**
 * Stores a turn. "Undo that" says of each step that it was not wanted, as its button does: that is recorded first, lest
 * the step count as one that was left alone.
 */
async function record(
  { learning, library }: AppContext,
  { episode, changes, revised }: ConversationTurn,
): Promise<void> {
  if (episode.thread?.refersTo?.as !== 'undo') {
    return learning.recordEpisode(episode, { changes, episodes: revised });
  }
  const undone = revised.map((one) => about(one, 'undo'));
  const extras = { changes, episodes: [...revised, episode] };
  for (const signal of await learning.recordSignals(undone, extras))
    library.signals.set(signal.id, signal);
  return learning.recordEpisode(episode);
}

/** The request is stored already; failing to store the failure must not hide it. */
function keep({ library, notices, store, turns }: AppContext, episodes: readonly Episode[]) {
  for (const episode of episodes) {
    library.episodes.set(episode.id, episode);
    turns.put(episode, { phase: 'done' });
  }
  return notices.guard(() => store.commit({ episodes }));
}

async function fail(context: AppContext, opened: Episode, error: unknown): Promise<Episode> {
  const { message, code } = userError(error);
  if (code === 'unexpected') console.error(error);
  const cancelled = hasCode(error, 'cancelled');
  const episode: Episode = {
    ...opened,
    status: cancelled ? 'cancelled' : 'failed',
    reply: cancelled ? '' : message,
  };
  await keep(context, [episode]);
  return episode;
}
