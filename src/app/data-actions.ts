import { persistStorage, storageUse } from '../adapters/browser/storage-estimate';
import { prefixCacheName } from '../adapters/cache-storage/prefix-files';
import type { AppContext } from './app-context';
import type { Actions } from './deferred-actions';
import type { Settings } from './settings';

type DataActions = Pick<
  Actions,
  | 'dismissNotice'
  | 'undoNotice'
  | 'setting'
  | 'changeSetting'
  | 'exportAll'
  | 'importAll'
  | 'wipe'
  | 'persist'
>;

/** Reads what the data takes on this device, for the page. */
export async function refreshStorage({ holder, store }: AppContext): Promise<void> {
  const use = await storageUse();
  holder.update({ storage: use && { ...use, damaged: store.damaged().length } });
}

export function dataActions(context: AppContext, settings: Settings): DataActions {
  const { notices, store } = context;
  return {
    dismissNotice: (id) => notices.dismiss(id),
    undoNotice: (id) => notices.guard(() => notices.undo(id)),
    setting: (key, fallback) => settings.get(key, fallback),
    changeSetting: (key, value) => notices.guard(() => settings.change(key, value)),

    exportAll: async () => {
      let text = '';
      await notices.guard(async () => {
        text = await store.exportAll();
      });
      return text;
    },

    // What is on the page and what learning holds in memory is of the old data: begin again with the new.
    importAll: (text) =>
      notices.guard(async () => {
        await store.importAll(text);
        location.reload();
      }),

    wipe: () =>
      notices.guard(async () => {
        await store.wipe();
        await caches.delete(prefixCacheName);
        location.hash = '';
        location.reload();
      }),

    persist: () =>
      notices.guard(async () => {
        const granted = await persistStorage();
        await refreshStorage(context);
        notices.info(
          granted
            ? 'The browser will keep your data until you delete it.'
            : 'The browser did not promise to keep the data. It rarely deletes any; exporting a copy makes sure.',
        );
      }),
  };
}
