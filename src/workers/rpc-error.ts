import { ApprenticeError } from '../core/errors/apprentice-error';

/** An error as it crosses a worker boundary, where classes do not survive. */
export interface EncodedError {
  readonly code: string;
  readonly message: string;
}

/** Errors that are not ours get the code `internal`, aborts the code `cancelled`. */
export function encodeError(error: unknown): EncodedError {
  if (error instanceof ApprenticeError) return { code: error.code, message: error.message };
  if (error instanceof Error && error.name === 'AbortError') {
    return { code: 'cancelled', message: 'It was stopped. Nothing was changed.' };
  }
  const detail = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal',
    message: `Something unexpected went wrong (${detail}). What you saved is safe; try again, or reload the page.`,
  };
}

export function decodeError(encoded: EncodedError): ApprenticeError {
  return new ApprenticeError(encoded.code, encoded.message);
}

/** What pending and later calls get when the other side is gone. */
export function workerLost(detail: string): ApprenticeError {
  return new ApprenticeError(
    'worker-lost',
    `A background part of the app stopped (${detail}). What you saved is safe; try again, and it is started anew.`,
  );
}
