const kibibyte = 1024;

/** A server of files below `base`, whose connections can be made to break. */
export class FileServer {
  /** By path below the base. */
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  /** Path, and the range that was asked for. */
  readonly requests: string[] = [];
  readonly base: string;
  offline = false;
  ranges = true;
  /** Connections for files of more than a kibibyte that break after so many bytes, in order. */
  cuts: number[] = [];

  constructor(base: string) {
    this.base = base;
  }

  put(path: string, content: Uint8Array<ArrayBuffer> | string): void {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    this.files.set(path, bytes);
  }

  readonly fetch = async (address: string, options: RequestInit): Promise<Response> => {
    const path = address.slice(this.base.length);
    const range = new Headers(options.headers).get('Range');
    this.requests.push(`${path}${range === null ? '' : ` ${range}`}`);
    if (this.offline) throw new TypeError('Failed to fetch');
    options.signal?.throwIfAborted();
    const bytes = this.files.get(path);
    if (!bytes) return new Response('<html>', { status: 404 });
    const start = range !== null && this.ranges ? Number(/\d+/.exec(range)![0]) : 0;
    if (start >= bytes.length) return new Response('', { status: 416 });
    return new Response(this.#body(bytes.slice(start)), { status: start > 0 ? 206 : 200 });
  };

  #body(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> {
    const cut = bytes.length > kibibyte ? this.cuts.shift() : undefined;
    let at = 0;
    return new ReadableStream({
      pull(controller) {
        if (cut !== undefined && at >= cut) return controller.error(new TypeError('network'));
        if (at >= bytes.length) return controller.close();
        controller.enqueue(bytes.slice(at, at + kibibyte));
        at += kibibyte;
      },
    });
  }
}
