import { engineError } from '../../core/errors/engine-error';
import type { LoadedSession } from './onnx-runtime';

/**
 * A session on a device that may be lost: from then on its passes fail with `engine-lost`, those too that would never end.
 */
export function watchedSession(session: LoadedSession, lost: Promise<unknown>): LoadedSession {
  const failure = lost.then((): never => {
    throw engineError('engine-lost', 'the model');
  });
  // Nobody may be waiting for it.
  failure.catch(() => {});
  return { ...session, run: (...args) => Promise.race([failure, session.run(...args)]) };
}
