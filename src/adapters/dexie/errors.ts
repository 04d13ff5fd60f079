import { ApprenticeError } from '../../core/errors/apprentice-error';

const sentences = {
  'store-refused':
    'This browser does not let Apprentice keep data here (private windows and blocked site data do that). Nothing was stored or lost; open Apprentice in a normal window or allow site data, then reload.',
  'store-quota':
    'This device has no room left for Apprentice. This last step was not stored, everything before it is safe; export your data, free some space or delete old conversations, then try again.',
  'store-newer-version':
    'The data here was written by a newer version of Apprentice. Nothing was touched; reload the page to get that version.',
  'store-closed':
    'Another tab has taken over the data, or the browser closed it. Everything stored so far is safe; reload this tab to go on here.',
  'store-failed':
    'The browser could not read or write its database. This last step was not stored, everything before it is safe; try again, and if it goes on, export your data and restart the browser.',
} as const;

export type StoreErrorCode = keyof typeof sentences;

/** Names of DOMExceptions and Dexie errors, by what they mean here. */
const codes: Readonly<Record<string, StoreErrorCode>> = {
  MissingAPIError: 'store-refused',
  SecurityError: 'store-refused',
  QuotaExceededError: 'store-quota',
  VersionError: 'store-newer-version',
  DatabaseClosedError: 'store-closed',
};

export function storeError(code: StoreErrorCode, cause?: unknown): ApprenticeError {
  return new ApprenticeError(code, sentences[code], { cause });
}

/** An error and what caused it, outermost first; Dexie keeps the cause in `inner` and bulk errors in `failures`. */
function chain(error: unknown): object[] {
  const links: object[] = [];
  let link: unknown = error;
  while (typeof link === 'object' && link !== null && !links.includes(link)) {
    links.push(link);
    const { inner, failures } = link as { inner?: unknown; failures?: readonly unknown[] };
    link = inner ?? failures?.[0];
  }
  return links;
}

/**
 * The error for people behind one from Dexie or the browser. The quota shows on the transaction, as an abort
 * whose inner error is `QuotaExceededError`. `unknown` is what an error of no known name means.
 */
export function asStoreError(error: unknown, unknown: StoreErrorCode): ApprenticeError {
  if (error instanceof ApprenticeError) return error;
  const named = chain(error)
    .map((link) => codes[String((link as { name?: unknown }).name)])
    .find((code) => code !== undefined);
  return storeError(named ?? unknown, error);
}
