export interface StorageUse {
  /** Bytes, as the browser estimates them: not to be believed to the byte, nor as a promise of room. */
  readonly usage: number;
  readonly quota: number;
  /** True when the browser may not evict the data by itself. */
  readonly persisted: boolean;
}

type Storage = Pick<StorageManager, 'estimate' | 'persisted' | 'persist'>;

/** Absent on pages served without HTTPS. */
function pageStorage(): Storage | undefined {
  return navigator.storage as Storage | undefined;
}

/** What the data of this page takes; null where the browser does not tell. */
export async function storageUse(storage = pageStorage()): Promise<StorageUse | null> {
  try {
    if (!storage) return null;
    const { usage = 0, quota = 0 } = await storage.estimate();
    return { usage, quota, persisted: await storage.persisted() };
  } catch {
    return null;
  }
}

/** Asks the browser not to evict the data of this page; false when it says no or can't. */
export async function persistStorage(storage = pageStorage()): Promise<boolean> {
  try {
    return (await storage?.persist()) ?? false;
  } catch {
    return false;
  }
}
