import { checksum } from './checksum';
import type { Stored } from './stored';

/** A record as it is stored. */
export function seal<T>(value: T): Stored<T> {
  return { value, checksum: checksum(value) };
}

/** A damaged value can be of a kind that no record may hold; that is a mismatch too. */
export function isWhole(stored: Stored<unknown>): boolean {
  try {
    return checksum(stored.value) === stored.checksum;
  } catch {
    return false;
  }
}

/** Opens stored records and remembers those that are not what was written. */
export class RecordReader {
  readonly #damaged = new Set<string>();

  /** The record, or null (and its id is remembered) when its checksum does not match. */
  open<T extends { readonly id: string }>(stored: Stored<T>): T | null {
    if (isWhole(stored)) return stored.value;
    this.#damaged.add(String(stored.value.id));
    return null;
  }

  /** The records that are whole, in the same order. */
  openAll<T extends { readonly id: string }>(stored: readonly Stored<T>[]): T[] {
    return stored.map((record) => this.open(record)).filter((record) => record !== null);
  }

  get damaged(): readonly string[] {
    return [...this.#damaged];
  }
}
