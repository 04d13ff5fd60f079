import type { Episode, Thread } from '../memory/episode';

const ALONE: Thread = { resolved: null, part: null, refersTo: null, question: null };

/** The episode with more known about its place in the conversation. */
export function withThread(episode: Episode, known: Partial<Thread>): Episode {
  return { ...episode, thread: { ...(episode.thread ?? ALONE), ...known } };
}
