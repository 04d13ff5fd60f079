import type { Episode } from '../memory/episode';

const quoted = (episodes: readonly Episode[]) =>
  episodes.map(({ request }) => `“${request}”`).join(', ');

/**
 * The steps of a message that are not done because one before them failed or was stopped, each with what to say: the
 * first one tells what was done and what was not, the others that they were left out too.
 */
export function leftOut(
  done: readonly Episode[],
  broken: Episode,
  rest: readonly Episode[],
): Episode[] {
  const stopped = broken.status === 'cancelled' ? 'was stopped' : 'did not work';
  const before =
    done.length > 0 ? `Done before it: ${quoted(done)}.` : 'Nothing was done before it.';
  return rest.map((episode, i) => {
    const why = `Left out, because “${broken.request}” ${stopped}. ${before} Say this one again to have it done.`;
    return { ...episode, status: 'cancelled', reply: i === 0 ? why : 'Left out as well.' };
  });
}
