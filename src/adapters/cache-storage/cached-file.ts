/** A file to be kept, and where a library looks for it: in the browser's cache `cache`. */
export interface CachedFile {
  readonly address: string;
  readonly cache: string;
  /** Null where nobody says before it arrives. */
  readonly bytes: number | null;
  /** Hexadecimal; only where a list gives it. */
  readonly sha256?: string;
}

/** Path below its repository on the hub, `onnx/model_q4.onnx`; elsewhere the last part of the address. */
export function pathOf(address: string): string {
  const path = /\/resolve\/[^/]+\/(.+)$/.exec(address)?.[1] ?? /[^/]*$/.exec(address)![0];
  return decodeURIComponent(path.replace(/[?#].*$/, ''));
}

/** Whether two listings are, as far as they say, of the same bytes. */
export function sameVersion(a: CachedFile, b: CachedFile): boolean {
  const sizes = a.bytes === null || b.bytes === null || a.bytes === b.bytes;
  return sizes && a.sha256 === b.sha256;
}
