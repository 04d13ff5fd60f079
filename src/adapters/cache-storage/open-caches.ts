import type { ModelSource } from '../../core/ports/model-source';
import type { PrefixStore } from '../../core/ports/prefix-store';
import { createModelFiles } from './model-files';
import { createPrefixFiles, prefixCacheName } from './prefix-files';

const modelCacheName = 'apprentice-models';

/** The files of a model below `baseUrl` (absolute), kept in the browser's cache storage. */
export async function openModelFiles(baseUrl: string, modelId: string): Promise<ModelSource> {
  const cache = await caches.open(modelCacheName);
  return createModelFiles({
    baseUrl,
    modelId,
    cache,
    fetch: (address, options) => fetch(address, options),
  });
}

/** Where computed prefixes of prompts outlive the page. Addresses below it are never requested from the server. */
export async function openPrefixFiles(): Promise<PrefixStore> {
  const folder = new URL('prefixes/', location.href).href;
  return createPrefixFiles(await caches.open(prefixCacheName), folder);
}
