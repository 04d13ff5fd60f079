import type { ModelShelf } from '../core/ports/model-shelf';
import type { ModelsProtocol } from './models-protocol';
import { connect } from './rpc';

/** A shelf in a worker of its own. */
export interface ModelsWorker extends ModelShelf, Pick<ModelsProtocol, 'webllmModels'> {
  /** Ends the worker; pending and later calls reject with `worker-lost`. Downloads go on in a later one. */
  terminate(): void;
}

/** Starts the models worker. `baseUrl` is the embedded models' folder, absolute or relative to the page. */
export async function startModelsWorker(baseUrl: string): Promise<ModelsWorker> {
  const worker = new Worker(new URL('./models.worker.ts', import.meta.url), {
    type: 'module',
    name: 'models',
  });
  const { remote, close } = connect<ModelsProtocol>(worker);
  await remote.begin(new URL(baseUrl, document.baseURI).href);
  return {
    stock: remote.stock,
    download: remote.download,
    remove: remote.remove,
    openGguf: remote.openGguf,
    opened: remote.opened,
    describe: remote.describe,
    installDefault: remote.installDefault,
    forget: remote.forget,
    webllmModels: remote.webllmModels,
    terminate() {
      worker.terminate();
      close('it was ended');
    },
  };
}
