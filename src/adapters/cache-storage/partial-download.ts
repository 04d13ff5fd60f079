import { store } from './file-cache';
import type { FileCache } from './file-cache';
import type { ModelFile } from '../../core/ports/model-source';

/** The bytes of a file as they arrive; whole parts are kept in the cache, so that a later visit goes on from there. */
export class PartialDownload {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #cache: FileCache;
  readonly #key: string;
  readonly #name: string;
  readonly #partBytes: number;
  #received = 0;
  #stored = 0;

  constructor(
    cache: FileCache,
    key: string,
    { bytes, path }: ModelFile,
    /** A cut download loses at most this much. */
    partBytes: number,
  ) {
    this.#cache = cache;
    this.#key = key;
    this.#name = path;
    this.#partBytes = partBytes;
    this.bytes = new Uint8Array(bytes);
  }

  get received(): number {
    return this.#received;
  }

  get isComplete(): boolean {
    return this.#received === this.bytes.length;
  }

  /** Takes up what an earlier visit has left. */
  async restore(): Promise<void> {
    for (;;) {
      const part = await this.#cache.match(this.#partKey(this.#stored));
      if (!part) return;
      const bytes = new Uint8Array(await part.arrayBuffer());
      if (bytes.length !== this.#partBytes || !this.#append(bytes)) return;
      this.#stored++;
    }
  }

  /** False when more arrives than the file has. */
  async append(chunk: Uint8Array): Promise<boolean> {
    if (!this.#append(chunk)) return false;
    for (; (this.#stored + 1) * this.#partBytes <= this.#received; this.#stored++) {
      const start = this.#stored * this.#partBytes;
      const part = this.bytes.slice(start, start + this.#partBytes);
      await store(this.#cache, this.#partKey(this.#stored), part, this.#name);
    }
    return true;
  }

  /** Starts again from nothing. */
  async discard(): Promise<void> {
    const parts = Math.ceil(this.bytes.length / this.#partBytes);
    for (let part = 0; part < parts; part++) await this.#cache.delete(this.#partKey(part));
    this.#received = 0;
    this.#stored = 0;
  }

  #append(chunk: Uint8Array): boolean {
    if (this.#received + chunk.length > this.bytes.length) return false;
    this.bytes.set(chunk, this.#received);
    this.#received += chunk.length;
    return true;
  }

  #partKey(part: number): string {
    return `${this.#key}&part=${part}`;
  }
}
