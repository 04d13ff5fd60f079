import type { Experience } from './experience';
import type { KnownRequest } from './known-request';
import { knownRequest } from './known-request';

/** The newest that candidates are asked about: each costs two products with a head. */
const ASKED = 200;

/**
 * Requests for which a tool was chosen whose call could not be made, since its arguments did not fit; newest last. They
 * say nothing about the tool where somebody said later that it was the right one.
 */
export function failedCalls(
  { signals, episodes, labels }: Experience,
  encoderHash: string,
): KnownRequest[] {
  const confirmed = new Set(
    [...labels.values()]
      .filter(({ sign }) => sign > 0)
      .map(({ episodeId, action }) => key(episodeId, action)),
  );
  return [...signals.values()]
    .filter(({ kind, revoked }) => kind === 'schema-failure' && !revoked)
    .flatMap(({ episodeId, action }) => {
      const episode = episodes.get(episodeId);
      if (!episode || confirmed.has(key(episodeId, action))) return [];
      return knownRequest(episode, episode.request, action, encoderHash) ?? [];
    })
    .slice(-ASKED);
}

const key = (episodeId: string, action: string) => JSON.stringify([episodeId, action]);
