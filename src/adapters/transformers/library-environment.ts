import { env } from '@huggingface/transformers';
import type { ModelSource } from '../../core/ports/model-source';

const sources = new Map<string, ModelSource>();

/**
 * Makes transformers.js take the files of `source.modelId` from `source`. It never fetches by itself: it knows
 * neither integrity nor resuming, and would go to a hub. Its environment is global, hence the registry.
 */
export function provideModel(source: ModelSource): void {
  sources.set(source.modelId, source);
  env.allowRemoteModels = false;
  // Required by its own checks; there is no local path that it could read.
  env.allowLocalModels = true;
  env.useFS = false;
  env.useFSCache = false;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.fetch = () => Promise.reject(new TypeError('models come from their source only'));
  // Makes the two keys under which it looks for a file end alike.
  env.remotePathTemplate = '{model}/';
  env.useCustomCache = true;
  env.customCache = { match: openKey, put: () => Promise.resolve() };
}

/** `key` is a path or address that ends in `<model id>/<file>`. */
async function openKey(key: string): Promise<Response | undefined> {
  for (const source of sources.values()) {
    const folder = `/${source.modelId}/`;
    const start = key.lastIndexOf(folder);
    if (start === -1) continue;
    const file = await source.open(key.slice(start + folder.length));
    return file instanceof Response ? file : file && new Response(await file.arrayBuffer());
  }
  return undefined;
}

/** Reads a JSON file of a fetched model. */
export async function readJson(source: ModelSource, path: string): Promise<unknown> {
  const file = await source.open(path);
  if (!file) throw new TypeError(`${path} was not fetched`);
  return JSON.parse(new TextDecoder().decode(await file.arrayBuffer()));
}
