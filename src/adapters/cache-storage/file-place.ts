import type { ApprenticeError } from '../../core/errors/apprentice-error';
import type { FileCache } from './file-cache';

/** Makes the error for people out of a code and the file's name; the server's own files have other sentences. */
export type FileError = (
  code: 'model-missing' | 'model-truncated' | 'model-hash' | 'model-offline' | 'storage-full',
  name: string,
  cause?: unknown,
) => ApprenticeError;

/** A file, where it comes from and where it is kept. */
export interface FilePlace {
  /** What people know it as. */
  readonly name: string;
  readonly address: string;
  /** Null where nobody says before it arrives. */
  readonly bytes: number | null;
  /** Hexadecimal. */
  readonly sha256?: string;
  /** Where it is kept whole. */
  readonly cache: FileCache;
  readonly key: string;
  /** Where its parts are kept under `partKey`. Where that is `cache`, a large file stays in parts. */
  readonly parts: FileCache;
  readonly partKey: string;
  readonly error: FileError;
}

/** Address of a part. */
export function partKey({ partKey: key }: FilePlace, part: number): string {
  return `${key}&part=${part}`;
}

/** What stands here says that all parts are here and verified: `FileParts` as JSON. */
export function wholeKey({ partKey: key }: FilePlace): string {
  return `${key}&whole`;
}

/** How a file is kept in parts: all of `partBytes` but the last. */
export interface FileParts {
  readonly bytes: number;
  readonly partBytes: number;
}
