import type { PrefixStore } from '../../core/ports/prefix-store';
import type { FileCache } from './file-cache';

/** The browser's cache that holds the prefixes; deleting it loses nothing but time. */
export const prefixCacheName = 'apprentice-prefixes';

/** The decision prefix and those of the last tools: 46 kB a token, at most 15 MB each. */
const keptPrefixes = 6;

/**
 * Prefixes in the browser's cache storage, below `folder` (absolute, with a slash at its end). The cache lists its
 * entries in the order of writing: the first to go is the one that was written longest ago.
 */
export function createPrefixFiles(cache: FileCache, folder: string): PrefixStore {
  return {
    async read(key) {
      const response = await cache.match(folder + key);
      return response ? new Uint8Array(await response.arrayBuffer()) : null;
    },

    async write(key, bytes) {
      const address = folder + key;
      await cache.delete(address);
      const others = (await cache.keys()).filter(({ url }) => url.startsWith(folder));
      const surplus = others.slice(0, Math.max(0, others.length - keptPrefixes + 1));
      for (const { url } of surplus) await cache.delete(url);
      try {
        await cache.put(address, new Response(Uint8Array.from(bytes)));
      } catch (error) {
        // A full device only costs the time of reading the prompt again.
        if (!(error instanceof Error && error.name === 'QuotaExceededError')) throw error;
      }
    },
  };
}
