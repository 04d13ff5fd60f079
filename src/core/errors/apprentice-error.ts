/**
 * Base of every error the user may meet. `code` survives the worker boundary, where classes do not;
 * `message` is a sentence for people: what happened, what is safe, what to do.
 */
export class ApprenticeError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ApprenticeError';
    this.code = code;
  }
}

/** True for errors that carry the given code, also after a trip through a worker. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof ApprenticeError && error.code === code;
}
