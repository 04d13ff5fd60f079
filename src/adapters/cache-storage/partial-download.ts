import { Sha256 } from '../../core/learning/sha256';
import { store } from './file-cache';
import type { FileCache } from './file-cache';
import { partKey, wholeKey } from './file-place';
import type { FileParts, FilePlace } from './file-place';

/** Room for a file of unknown size at first. */
const firstRoom = 2 ** 16;

/**
 * The bytes of a file as they arrive. Whole parts go to the cache and leave memory, so that a gigabyte needs no more of
 * it than one part; a later visit goes on from there.
 */
export class PartialDownload {
  readonly #place: FilePlace;
  readonly #partBytes: number;
  #hash = new Sha256();
  #stored = 0;
  /** What has arrived behind the last whole part. */
  #tail: Uint8Array<ArrayBuffer>;
  #tailLength = 0;

  /** A cut download loses at most `partBytes`, and nothing when it is told to `flush`. */
  constructor(place: FilePlace, partBytes: number) {
    this.#place = place;
    this.#partBytes = partBytes;
    this.#tail = new Uint8Array(Math.min(partBytes, place.bytes ?? firstRoom));
  }

  get received(): number {
    return this.#stored * this.#partBytes + this.#tailLength;
  }

  get isComplete(): boolean {
    return this.received === this.#place.bytes;
  }

  /** Takes up what an earlier visit has left. */
  async restore(): Promise<void> {
    for (;;) {
      const part = await this.#place.parts.match(partKey(this.#place, this.#stored));
      if (!part) return;
      const bytes = new Uint8Array(await part.arrayBuffer());
      if (bytes.length > this.#partBytes || !this.#fits(bytes)) return;
      this.#hold(bytes);
      if (this.#tailLength < this.#partBytes) return;
      this.#pass();
    }
  }

  /** False when more arrives than the file has. */
  async append(chunk: Uint8Array): Promise<boolean> {
    if (!this.#fits(chunk)) return false;
    for (let from = 0; from < chunk.length;) {
      const to = Math.min(chunk.length, from + this.#partBytes - this.#tailLength);
      this.#hold(chunk.subarray(from, to));
      from = to;
      if (this.#tailLength < this.#partBytes) continue;
      await this.#storeTail();
      this.#pass();
    }
    return true;
  }

  /** Keeps what is no whole part yet. */
  async flush(): Promise<void> {
    if (this.#tailLength > 0) await this.#storeTail();
  }

  /** Starts again from nothing. */
  async discard(): Promise<void> {
    for (let part = 0; part <= this.#stored; part++)
      await this.#place.parts.delete(partKey(this.#place, part));
    this.#hash = new Sha256();
    this.#stored = 0;
    this.#tailLength = 0;
  }

  /** SHA-256 of all that has arrived; nothing may be appended after it. */
  digest(): string {
    this.#hash.update(this.#arrived());
    return this.#hash.digest();
  }

  /** Makes the parts the file that they are. */
  async finish(): Promise<void> {
    const { cache, key, parts } = this.#place;
    if (this.#stored === 0) await this.#store(cache, key, this.#arrived());
    else if (cache !== parts) await this.#store(cache, key, this.#stream());
    else {
      await this.flush();
      const whole: FileParts = { bytes: this.received, partBytes: this.#partBytes };
      return this.#store(cache, wholeKey(this.#place), JSON.stringify(whole));
    }
    await this.discard();
  }

  #fits(chunk: Uint8Array): boolean {
    return this.received + chunk.length <= (this.#place.bytes ?? Infinity);
  }

  #arrived(): Uint8Array<ArrayBuffer> {
    return this.#tail.subarray(0, this.#tailLength);
  }

  #hold(bytes: Uint8Array): void {
    const length = this.#tailLength + bytes.length;
    if (length > this.#tail.length) {
      const grown = new Uint8Array(Math.min(this.#partBytes, Math.max(length, 4 * length)));
      grown.set(this.#arrived());
      this.#tail = grown;
    }
    this.#tail.set(bytes, this.#tailLength);
    this.#tailLength = length;
  }

  /** The tail is a whole part, and stored. */
  #pass(): void {
    this.#hash.update(this.#arrived());
    this.#tailLength = 0;
    this.#stored++;
  }

  #storeTail(): Promise<void> {
    return this.#store(this.#place.parts, partKey(this.#place, this.#stored), this.#arrived());
  }

  #store(cache: FileCache, key: string, body: BodyInit): Promise<void> {
    const { name, error } = this.#place;
    return store(cache, key, body, (cause) => error('storage-full', name, cause));
  }

  /** The file, part by part. */
  #stream(): ReadableStream<Uint8Array> {
    const count = this.#stored;
    const last = this.#arrived().slice();
    const place = this.#place;
    let next = 0;
    return new ReadableStream({
      async pull(controller) {
        if (next < count) {
          const part = await place.parts.match(partKey(place, next++));
          if (!part) throw place.error('model-truncated', place.name);
          controller.enqueue(new Uint8Array(await part.arrayBuffer()));
        } else {
          if (last.length > 0) controller.enqueue(last);
          controller.close();
        }
      },
    });
  }
}
