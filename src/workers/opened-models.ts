import { createFetchJson } from '../adapters/cache-storage/fetch-json';
import { keepModel } from '../adapters/cache-storage/keep-model';
import {
  browserFetch,
  modelCacheName,
  openModelFiles,
} from '../adapters/cache-storage/open-caches';
import { ConvertedModels } from '../adapters/opfs/converted-models';
import { openOrigin } from '../adapters/opfs/folder';
import { embeddedFiles, encoderFiles } from '../adapters/transformers/embedded-files';
import { ApprenticeError } from '../core/errors/apprentice-error';
import { encoderSource } from '../core/models/default-sources';
import { installDefault } from './install-default';
import type { DefaultInstallation } from './install-default';
import type { OpenedModels } from './model-shelf';
import { openGguf } from './open-gguf';
import type { GgufOpening } from './open-gguf';
import { forgetAbandoned, forgetDownloads } from './unfinished-downloads';

/** The models that are converted in this browser. `baseUrl` is the absolute address of the embedded models' folder. */
export async function openedModels(baseUrl: string): Promise<OpenedModels> {
  // Private windows of some browsers have no such storage: then there are none, and none can be made.
  const root = await openOrigin().catch(() => null);
  if (!root) return noModels;
  const models = new ConvertedModels(root);
  await forgetAbandoned(root, Date.now());
  const opening: GgufOpening = {
    ...{ root, models, hasCard, exclusively },
    fetch: browserFetch,
    fetchJson: (name, signal) => createFetchJson(browserFetch, name, signal),
  };
  const installation: DefaultInstallation = {
    ...{ root, exclusively, fetch: browserFetch },
    has: async (folder) => {
      const paths = folder === encoderSource.folder ? encoderFiles : embeddedFiles('wasm');
      return (await (await openModelFiles(baseUrl, folder)).stock(paths)).complete;
    },
    keep: async (folder, files) =>
      keepModel(await caches.open(modelCacheName), baseUrl, folder, files),
  };
  return {
    openGguf: (...args) => openGguf(opening, ...args),
    opened: () => models.list(),
    installDefault: (...args) => installDefault(installation, ...args),
    forget: (of) => forgetDownloads(root, of),
    remove: ({ id }) => models.remove(id),
    stock: async (id) => ({
      bytes: await models.bytes(id),
      complete: (await models.find(id)) !== undefined,
    }),
  };
}

function noStorage(): Promise<never> {
  return Promise.reject(
    new ApprenticeError(
      'model-unsupported',
      'This window keeps no files, as private windows do. Nothing was downloaded; open the page in an ordinary window.',
    ),
  );
}

const noModels: OpenedModels = {
  openGguf: noStorage,
  opened: () => Promise.resolve([]),
  installDefault: noStorage,
  forget: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  stock: () => Promise.resolve({ bytes: 0, complete: false }),
};

/** A conversion takes hundreds of megabytes of memory, and cleans up after crashed ones: one at a time over all tabs. */
function exclusively<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  return navigator.locks.request('apprentice-open-model', signal ? { signal } : {}, task);
}

/** The part of `navigator.gpu` that is asked. */
interface GraphicsCards {
  requestAdapter(): Promise<{ readonly info?: { readonly isFallbackAdapter?: boolean } } | null>;
}

/** One in hardware: a card that the processor plays is a hundred times slower than 8 bits without it. */
async function hasCard(): Promise<boolean> {
  const { gpu } = navigator as { gpu?: GraphicsCards };
  const adapter = await gpu?.requestAdapter().catch(() => null);
  return !!adapter && adapter.info?.isFallbackAdapter !== true;
}
