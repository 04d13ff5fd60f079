import { beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../core/learning/sha256';
import { downloadToFile } from './download-to-file';
import type { DownloadProgress, RemoteFile } from './download-to-file';
import { PartialFile, removeDownloads } from './partial-file';
import { MemoryFolder } from './testing/memory-folder';

const content = Uint8Array.from({ length: 1000 }, (_, i) => (i * 7) % 251);
const file: RemoteFile = {
  address: 'https://hub.test/model.gguf',
  title: 'model.gguf',
  bytes: content.length,
  sha256: sha256(content),
};

/** A server with one file, whose connections can be made to break. */
class Server {
  readonly ranges: (string | null)[] = [];
  content = content;
  status = 200;
  knowsRanges = true;
  /** Connections that break after so many bytes, in order. */
  cuts: number[] = [];

  readonly fetch = async (_: string, options: RequestInit): Promise<Response> => {
    options.signal?.throwIfAborted();
    const range = new Headers(options.headers).get('Range');
    this.ranges.push(range);
    if (this.status !== 200) return new Response('no', { status: this.status });
    const start = range !== null && this.knowsRanges ? Number(/\d+/.exec(range)![0]) : 0;
    const bytes = this.content.slice(start);
    const cut = this.cuts.shift();
    let at = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (cut !== undefined && at >= cut) return controller.error(new TypeError('network'));
        if (at >= bytes.length) return controller.close();
        const end = Math.min(at + 64, cut ?? Infinity);
        controller.enqueue(bytes.slice(at, end));
        at = end;
      },
    });
    return new Response(body, { status: start > 0 ? 206 : 200 });
  };
}

let root: MemoryFolder;
let server: Server;
let progress: DownloadProgress & { last: number };
beforeEach(() => {
  root = new MemoryFolder();
  server = new Server();
  progress = {
    last: 0,
    received(bytes) {
      progress.last = bytes;
    },
    verified: () => {},
  };
});

async function visit(of: RemoteFile = file, signal?: AbortSignal): Promise<PartialFile> {
  const partial = await PartialFile.open(root, 'key', of.title);
  await downloadToFile(server.fetch, of, partial, progress, signal);
  return partial;
}
const arrived = async (partial: PartialFile): Promise<Uint8Array> =>
  new Uint8Array(await (await partial.file()).slice(0, Infinity).arrayBuffer());

describe('a download into a file', () => {
  it('arrives as it is, and is deleted when it is not wanted any more', async () => {
    const partial = await visit();
    expect(await arrived(partial)).toEqual(content);
    expect(progress.last).toBe(1000);
    await partial.remove();
    expect(root.files().size).toBe(0);
  });

  it('goes on where it was cut, at any byte, in the same visit and in a later one', async () => {
    for (let cut = 1; cut < content.length; cut += 83) {
      root = new MemoryFolder();
      server.cuts = [cut, 0, 0];
      server.ranges.length = 0;
      await expect(visit()).rejects.toMatchObject({ code: 'model-offline' });
      expect(await arrived(await visit())).toEqual(content);
      expect(server.ranges).toEqual([null, ...new Array(3).fill(`bytes=${cut}-`)]);
    }
  });

  it('starts again from a server that knows no ranges', async () => {
    server.cuts = [100];
    server.knowsRanges = false;
    expect(await arrived(await visit())).toEqual(content);
  });

  it('stops when it is told to, and keeps what has arrived', async () => {
    const controller = new AbortController();
    progress.received = (bytes) => {
      if (bytes > 300) controller.abort();
    };
    await expect(visit(file, controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
    server.ranges.length = 0;
    progress.received = () => {};
    expect(await arrived(await visit())).toEqual(content);
    expect(server.ranges).toEqual(['bytes=320-']);
  });

  it('of another file is thrown away', async () => {
    server.content = content.slice().reverse();
    await expect(visit()).rejects.toMatchObject({ code: 'model-hash' });
    expect(root.files().size).toBe(0);
    server.content = new Uint8Array(1200);
    await expect(visit()).rejects.toMatchObject({ code: 'model-hash' });
    expect(root.files().size).toBe(0);
  });

  it('that ends early is model-truncated', async () => {
    server.content = content.slice(0, 900);
    await expect(visit()).rejects.toMatchObject({ code: 'model-truncated' });
  });

  it('without a known hash is taken by its size', async () => {
    const unknown: RemoteFile = { ...file, sha256: undefined };
    expect(await arrived(await visit(unknown))).toEqual(content);
  });

  it.each([
    [401, 'model-gated'],
    [404, 'model-missing'],
    [503, 'model-offline'],
  ])('that the server answers with %i is %s', async (status, code) => {
    server.status = status;
    await expect(visit()).rejects.toMatchObject({ code });
  });

  it('onto a full device keeps what has arrived and goes on when there is room', async () => {
    root.disk.room = 500;
    await expect(visit()).rejects.toMatchObject({ code: 'storage-full' });
    root.disk.room = 0;
    const another = PartialFile.open(root, 'another', 'another.gguf');
    await expect(another).rejects.toMatchObject({
      code: 'storage-full',
      message: expect.stringContaining('another.gguf') as string,
    });
    root.disk.room = 1000;
    server.ranges.length = 0;
    expect(await arrived(await visit())).toEqual(content);
    expect(server.ranges).toEqual(['bytes=448-']);
  });
});

describe('downloads that were given up', () => {
  it('are deleted, those that are wanted, new or open are not', async () => {
    for (const key of ['wanted', 'old']) (await PartialFile.open(root, key, key)).close();
    const open = await PartialFile.open(root, 'open', 'open');
    await removeDownloads(root, (_, lastModified) => lastModified < 0);
    expect(root.files().size).toBe(3);
    await removeDownloads(root, (key) => key !== 'wanted');
    expect([...root.files().keys()].sort()).toEqual([
      'downloads/open/data',
      'downloads/wanted/data',
    ]);
    open.close();
  });
});
