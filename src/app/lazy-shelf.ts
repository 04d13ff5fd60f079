import type { ModelShelf } from '../core/ports/model-shelf';
import type { WorkerHost } from './worker-host';

/** The shelf behind its worker, which is started when it is first asked something. */
export function lazyShelf(host: Pick<WorkerHost<ModelShelf>, 'use'>): ModelShelf {
  return {
    stock: (...args) => host.use((shelf) => shelf.stock(...args)),
    download: (...args) => host.use((shelf) => shelf.download(...args)),
    remove: (...args) => host.use((shelf) => shelf.remove(...args)),
    openGguf: (...args) => host.use((shelf) => shelf.openGguf(...args)),
    opened: () => host.use((shelf) => shelf.opened()),
    describe: (...args) => host.use((shelf) => shelf.describe(...args)),
    installDefault: (...args) => host.use((shelf) => shelf.installDefault(...args)),
    forget: (...args) => host.use((shelf) => shelf.forget(...args)),
  };
}
