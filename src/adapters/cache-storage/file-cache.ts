import { modelError } from '../../core/errors/model-error';

/** The part of the browser's Cache that we use; keys are absolute addresses. */
export interface FileCache {
  match(key: string): Promise<Response | undefined>;
  put(key: string, response: Response): Promise<void>;
  delete(key: string): Promise<boolean>;
  keys(): Promise<readonly { readonly url: string }[]>;
}

/** Stores bytes. Throws `storage-full` when the device has no room for `name`. */
export async function store(
  cache: FileCache,
  key: string,
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
): Promise<void> {
  try {
    await cache.put(key, new Response(bytes));
  } catch (error) {
    if (error instanceof Error && error.name === 'QuotaExceededError') {
      throw modelError('storage-full', name, error);
    }
    throw error;
  }
}
