import type { TurnEvent } from '../core/agent/turn-event';
import type { Episode } from '../core/memory/episode';
import type { AppContext } from './app-context';

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
