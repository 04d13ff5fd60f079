import type { FileCache } from '../file-cache';

/** A browser's cache in memory. */
export class MemoryCache implements FileCache {
  readonly entries = new Map<string, Uint8Array<ArrayBuffer>>();
  /** Bytes after which storing fails as a full device does. */
  room = Infinity;

  async match(key: string): Promise<Response | undefined> {
    const bytes = this.entries.get(key);
    return bytes && new Response(bytes);
  }
  async put(key: string, response: Response): Promise<void> {
    const bytes = new Uint8Array(await response.arrayBuffer());
    this.room -= bytes.length;
    if (this.room < 0) throw new DOMException('full', 'QuotaExceededError');
    this.entries.set(key, bytes);
  }
  async delete(key: string): Promise<boolean> {
    return this.entries.delete(key);
  }
  async keys(): Promise<{ url: string }[]> {
    return [...this.entries.keys()].map((url) => ({ url }));
  }
}

/** Caches by name. */
export class MemoryCaches {
  readonly all = new Map<string, MemoryCache>();

  readonly open = (name: string): Promise<MemoryCache> => {
    const cache = this.all.get(name) ?? new MemoryCache();
    this.all.set(name, cache);
    return Promise.resolve(cache);
  };
}
