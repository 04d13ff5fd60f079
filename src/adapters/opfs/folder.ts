import type { ChosenFile } from '../../core/ports/model-shelf';
import type { StoredFile } from '../../core/ports/model-source';

/** The part of the File System API that we use: a folder of the origin's private file system. */
export interface Folder {
  getDirectoryHandle(name: string, options?: { create?: boolean }): Promise<Folder>;
  getFileHandle(name: string, options?: { create?: boolean }): Promise<FileEntry>;
  removeEntry(name: string, options?: { recursive?: boolean }): Promise<void>;
  keys(): AsyncIterable<string>;
}

export interface FileEntry {
  /** The file as it is now, read from the disk when it is asked for. */
  getFile(): Promise<ChosenFile & StoredFile & { readonly lastModified: number }>;
  /** Workers only; nobody else may have the file open. */
  createSyncAccessHandle(): Promise<AccessHandle>;
}

export interface AccessHandle {
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

/** The origin's private file system. */
export async function openOrigin(): Promise<Folder> {
  const root: unknown = await navigator.storage.getDirectory();
  return root as Folder;
}

/** What stands at a path below `root`, forward slashes between the names; undefined when nothing does. */
export async function findFile(root: Folder, path: string): Promise<FileEntry | undefined> {
  const names = path.split('/');
  const last = names.pop()!;
  const folder = await findFolder(root, names.join('/'));
  return folder && found(folder.getFileHandle(last));
}

export async function findFolder(root: Folder, path: string): Promise<Folder | undefined> {
  let folder: Folder | undefined = root;
  for (const name of names(path)) {
    folder = folder && (await found(folder.getDirectoryHandle(name)));
  }
  return folder;
}

/** The file at a path, made with its folders when it is not there. */
export async function makeFile(root: Folder, path: string): Promise<FileEntry> {
  const names = path.split('/');
  const last = names.pop()!;
  const folder = await makeFolder(root, names.join('/'));
  return folder.getFileHandle(last, { create: true });
}

export async function makeFolder(root: Folder, path: string): Promise<Folder> {
  let folder = root;
  for (const name of names(path)) {
    folder = await folder.getDirectoryHandle(name, { create: true });
  }
  return folder;
}

/** Deletes a file, or a folder and everything in it; one that is not there is deleted already. */
export async function removeEntry(parent: Folder | undefined, name: string): Promise<void> {
  if (parent) await found(parent.removeEntry(name, { recursive: true }));
}

const names = (path: string): string[] => path.split('/').filter((name) => name !== '');

/** Undefined for what does not exist; `TypeMismatchError` is a file where a folder was asked for. */
async function found<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'NotFoundError' || name === 'TypeMismatchError') return undefined;
    throw error;
  }
}
