import type { Episode } from './episode';

/** Everything about an episode that a person may remember it by. */
function searchable(episode: Episode): string {
  const steps = episode.steps.map((step) => `${step.toolId} ${step.outcome.sentence}`);
  return [episode.request, episode.editedReply ?? episode.reply, ...steps].join(' ').toLowerCase();
}

/** Episodes that contain every word of the query, newest first; all of them for an empty query. */
export function searchEpisodes(episodes: readonly Episode[], query: string): Episode[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return episodes
    .filter((episode) => {
      const text = searchable(episode);
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => b.sequence - a.sequence);
}
