/**
 * Keeps computed prefixes of prompts over a reload of the page. It is a cache: what was written may be gone, and
 * what is read may be damaged, so that the reader checks it.
 */
export interface PrefixStore {
  /** Null when nothing is kept under `key`. */
  read(key: string): Promise<Uint8Array | null>;
  /** Keeps `bytes` under `key` (letters, digits, `-`); the oldest go when there are too many. A full device is no error. */
  write(key: string, bytes: Uint8Array): Promise<void>;
}
