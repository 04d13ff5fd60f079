import type { AccessHandle, FileEntry, Folder } from '../folder';

/** What all folders of one file system share. */
interface Disk {
  /** Bytes that still fit. */
  room: number;
}

const notFound = (name: string): DOMException => new DOMException(name, 'NotFoundError');
const mismatch = (name: string): DOMException => new DOMException(name, 'TypeMismatchError');

/** Even an empty file takes some room. */
function assertRoom({ room }: Disk): void {
  if (room <= 0) throw new DOMException('full', 'QuotaExceededError');
}

/** A folder in memory that behaves as the origin's private file system does, full disks and locked files too. */
export class MemoryFolder implements Folder {
  readonly disk: Disk;
  readonly #entries = new Map<string, MemoryFolder | MemoryFile>();

  constructor(disk: Disk = { room: Infinity }) {
    this.disk = disk;
  }

  async getDirectoryHandle(name: string, options?: { create?: boolean }): Promise<MemoryFolder> {
    const known = this.#entries.get(name);
    if (known instanceof MemoryFile) throw mismatch(name);
    if (known) return known;
    if (!options?.create) throw notFound(name);
    assertRoom(this.disk);
    const folder = new MemoryFolder(this.disk);
    this.#entries.set(name, folder);
    return folder;
  }

  async getFileHandle(name: string, options?: { create?: boolean }): Promise<FileEntry> {
    const known = this.#entries.get(name);
    if (known instanceof MemoryFolder) throw mismatch(name);
    if (known) return known;
    if (!options?.create) throw notFound(name);
    assertRoom(this.disk);
    const file = new MemoryFile(this.disk);
    this.#entries.set(name, file);
    return file;
  }

  async removeEntry(name: string): Promise<void> {
    const known = this.#entries.get(name);
    if (!known) throw notFound(name);
    known.release();
    this.#entries.delete(name);
  }

  async *keys(): AsyncGenerator<string> {
    yield* this.#entries.keys();
  }

  /** Frees the room of everything below. A file that is open can't be deleted. */
  release(): void {
    for (const entry of this.#entries.values()) entry.release();
  }

  /** Every file below, by its path. */
  files(): Map<string, Uint8Array> {
    const files = new Map<string, Uint8Array>();
    for (const [name, entry] of this.#entries) {
      if (entry instanceof MemoryFile) files.set(name, entry.bytes);
      else for (const [path, bytes] of entry.files()) files.set(`${name}/${path}`, bytes);
    }
    return files;
  }
}

class MemoryFile implements FileEntry {
  readonly #disk: Disk;
  bytes = new Uint8Array(0);
  #open = false;

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  async getFile(): Promise<File> {
    return new File([this.bytes.slice()], 'data');
  }

  release(): void {
    if (this.#open) throw new DOMException('open', 'NoModificationAllowedError');
    this.#disk.room += this.bytes.length;
  }

  async createSyncAccessHandle(): Promise<AccessHandle> {
    if (this.#open) throw new DOMException('open', 'NoModificationAllowedError');
    this.#open = true;
    return {
      write: (bytes, { at }) => {
        if (at + bytes.length > this.bytes.length) this.#resize(at + bytes.length);
        this.bytes.set(bytes, at);
        return bytes.length;
      },
      truncate: (size) => this.#resize(size),
      flush: () => {},
      close: () => {
        this.#open = false;
      },
    };
  }

  #resize(size: number): void {
    const more = size - this.bytes.length;
    if (more > this.#disk.room) throw new DOMException('full', 'QuotaExceededError');
    this.#disk.room -= more;
    const resized = new Uint8Array(size);
    resized.set(this.bytes.subarray(0, size));
    this.bytes = resized;
  }
}
