import { createFetchJson } from '../adapters/cache-storage/fetch-json';
import {
  browserFetch,
  modelCacheName,
  openKeptModels,
  openModelFiles,
} from '../adapters/cache-storage/open-caches';
import { embeddedFiles } from '../adapters/transformers/embedded-files';
import { describeHub } from '../adapters/transformers/hub/describe-hub';
import { hubFiles } from '../adapters/transformers/hub/hub-files';
import type { ModelEntry } from '../core/models/model-entry';
import type { ModelShelf } from '../core/ports/model-shelf';
import { describeMlc } from './describe-mlc';
import { askGraphics } from './graphics';
import { createModelShelf } from './model-shelf';
import type { ModelsProtocol } from './models-protocol';
import { openedModels } from './opened-models';
import { serve, workerScope } from './rpc';

/** The models on this device: lists, downloads, deletions. No model is loaded here. */
let beginning: ModelShelf | null = null;

function shelf(): ModelShelf {
  if (!beginning) throw new TypeError('the shelf was not begun');
  return beginning;
}

async function begin(baseUrl: string): Promise<void> {
  beginning = createModelShelf({
    kept: openKeptModels(),
    files,
    served: (folder) => openModelFiles(baseUrl, folder),
    servedPaths: ({ backend }) => embeddedFiles(backend),
    opened: await openedModels(baseUrl),
    describe: async (address, library, signal) => {
      const fetchJson = createFetchJson(browserFetch, address, signal);
      if (library !== undefined)
        return describeMlc(address, library, await webllmFiles(), fetchJson);
      return describeHub(address, fetchJson, await askGraphics());
    },
  });
}

async function files(entry: ModelEntry, signal?: AbortSignal) {
  const fetchJson = createFetchJson(browserFetch, entry.title, signal);
  if (entry.origin.kind === 'webllm') return (await webllmFiles())(entry, fetchJson);
  const found = await hubFiles(entry, fetchJson);
  return found.map((file) => ({ ...file, cache: modelCacheName }));
}

async function webllmFiles() {
  return (await import('../adapters/webllm/webllm-files')).webllmFiles;
}

serve<ModelsProtocol>(workerScope(), {
  begin,
  stock: async (...args) => shelf().stock(...args),
  download: async (...args) => shelf().download(...args),
  remove: async (...args) => shelf().remove(...args),
  openGguf: async (...args) => shelf().openGguf(...args),
  opened: async () => shelf().opened(),
  describe: async (...args) => shelf().describe(...args),
  installDefault: async (...args) => shelf().installDefault(...args),
  forget: async (...args) => shelf().forget(...args),
  webllmModels: async () => (await import('../adapters/webllm/webllm-catalogue')).webllmModels,
});
