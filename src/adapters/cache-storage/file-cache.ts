/** The part of the browser's Cache that we use; keys are absolute addresses. */
export interface FileCache {
  match(key: string): Promise<Response | undefined>;
  put(key: string, response: Response): Promise<void>;
  delete(key: string): Promise<boolean>;
  keys(): Promise<readonly { readonly url: string }[]>;
}

/** Stores a body. Where the device has no room, what `full` makes of the cause is thrown. */
export async function store(
  cache: FileCache,
  key: string,
  body: BodyInit,
  full: (cause: Error) => Error,
): Promise<void> {
  try {
    await cache.put(key, new Response(body));
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'QuotaExceededError') throw full(cause);
    throw cause;
  }
}
