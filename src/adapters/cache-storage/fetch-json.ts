import { ApprenticeError } from '../../core/errors/apprentice-error';
import { downloadError } from '../../core/errors/download-error';
import type { Fetch } from './download-file';

/**
 * Gets lists and configurations of the model `name`, nothing else: without credentials, referrer or cache.
 * Errors: `model-missing`, `model-gated`, `model-offline`, `cancelled`.
 */
export function createFetchJson(
  fetch: Fetch,
  name: string,
  signal?: AbortSignal,
): (address: string) => Promise<unknown> {
  return async (address) => {
    try {
      const response = await fetch(address, {
        ...{ credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' },
        signal: signal ?? null,
      });
      if (response.ok) return await readJson(response, name);
      if (response.status >= 500 || response.status === 429)
        throw new TypeError(`the server answered ${response.status}`);
      // The hub says 401 of lists that are not there, and of files that need a licence.
      const gated = address.includes('/resolve/') && [401, 403].includes(response.status);
      throw downloadError(gated ? 'model-gated' : 'model-missing', name);
    } catch (error) {
      if (signal?.aborted) throw new ApprenticeError('cancelled', 'It was stopped.');
      if (error instanceof ApprenticeError) throw error;
      throw downloadError('model-offline', name, error);
    }
  };
}

/** Servers answer with a page of their own where a file is missing. */
async function readJson(response: Response, name: string): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch (error) {
    throw downloadError('model-missing', name, error);
  }
}
