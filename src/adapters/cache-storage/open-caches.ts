import type { PrefixStore } from '../../core/ports/prefix-store';
import type { Fetch } from './download-file';
import { KeptModels } from './kept-models';
import { createModelFiles, defaultPartBytes } from './model-files';
import type { ServedModel } from './model-files';
import { createPrefixFiles, prefixCacheName } from './prefix-files';

/** The browser's cache of models. */
export const modelCacheName = 'apprentice-models';

/** The browser's own `fetch`, which must not be called as a method. */
export const browserFetch: Fetch = (address, options) => fetch(address, options);

/** The files of a model below `baseUrl` (absolute), kept in the browser's cache storage. */
export async function openModelFiles(baseUrl: string, modelId: string): Promise<ServedModel> {
  const cache = await caches.open(modelCacheName);
  return createModelFiles({ baseUrl, modelId, cache, fetch: browserFetch });
}

/** The models that the user downloaded from elsewhere, the same for every worker of the page. */
export function openKeptModels(): KeptModels {
  return new KeptModels({
    openCache: (name) => caches.open(name),
    cacheName: modelCacheName,
    listFolder: new URL('/model-lists/', location.href).href,
    fetch: browserFetch,
    partBytes: defaultPartBytes,
  });
}

/** Where computed prefixes of prompts outlive the page. Addresses below it are never requested from the server. */
export async function openPrefixFiles(): Promise<PrefixStore> {
  const folder = new URL('prefixes/', location.href).href;
  return createPrefixFiles(await caches.open(prefixCacheName), folder);
}
