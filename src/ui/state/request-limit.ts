import { bytes } from '../format/bytes';

/** UTF-8 bytes one request may have; the engines' contexts are far smaller, so more is a mistaken paste. */
export const REQUEST_LIMIT = 100_000;

/** Why a request can't be sent, or null. */
export function requestTooLong(text: string): string | null {
  // A UTF-16 unit is at least one and at most three bytes: most texts need no counting.
  if (text.length * 3 <= REQUEST_LIMIT) return null;
  const size = new TextEncoder().encode(text).length;
  if (size <= REQUEST_LIMIT) return null;
  return `This request has ${bytes(size)}; I can read at most ${bytes(REQUEST_LIMIT)}. Your text is kept: shorten it, then send.`;
}
