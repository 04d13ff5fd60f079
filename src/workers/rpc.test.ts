import { afterEach, describe, expect, it } from 'vitest';
import { ApprenticeError } from '../core/errors/apprentice-error';
import { connect, serve, transfer } from './rpc';
import type { Connection, Endpoint, Remote } from './rpc';

interface Protocol {
  add(a: number, b: number): Promise<number>;
  fail(kind: 'ours' | 'theirs'): Promise<void>;
  count(to: number, onNumber: (n: number) => void, signal?: AbortSignal): Promise<string>;
  echo(value: unknown): Promise<unknown>;
  bytes(size: number): Promise<Uint8Array<ArrayBuffer>>;
  uncloneable(): Promise<unknown>;
}

const methods: Remote<Protocol> = {
  add: async (a, b) => a + b,
  fail: async (kind) => {
    if (kind === 'ours') throw new ApprenticeError('model-missing', 'The model is not there.');
    throw new RangeError('out of cheese');
  },
  count: async (to, onNumber, signal) => {
    for (let n = 1; n <= to; n++) {
      if (signal?.aborted) return `stopped at ${n - 1}`;
      onNumber(n);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return 'finished';
  },
  echo: async (value) => value,
  bytes: async (size) => {
    const bytes = new Uint8Array(size);
    return transfer(bytes, [bytes.buffer]);
  },
  uncloneable: async () => () => 1,
};

let channel: MessageChannel;
afterEach(() => {
  channel.port1.close();
  channel.port2.close();
});

function open(): Connection<Protocol> {
  channel = new MessageChannel();
  serve<Protocol>(channel.port1, methods);
  return connect<Protocol>(channel.port2);
}

describe('rpc', () => {
  it('answers concurrent calls each with its own result', async () => {
    const { remote } = open();
    const sums = await Promise.all([1, 2, 3, 4].map((n) => remote.add(n, n)));
    expect(sums).toEqual([2, 4, 6, 8]);
  });

  it('rethrows an error with its code and sentence', async () => {
    const { remote } = open();
    const error = await remote.fail('ours').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApprenticeError);
    expect(error).toMatchObject({ code: 'model-missing', message: 'The model is not there.' });
  });

  it('gives foreign errors the code internal and keeps their text', async () => {
    const { remote } = open();
    await expect(remote.fail('theirs')).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('out of cheese') as string,
    });
  });

  it('delivers every callback, in order, before the result', async () => {
    const { remote } = open();
    const seen: number[] = [];
    expect(await remote.count(5, (n) => seen.push(n))).toBe('finished');
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it('carries an abort to the other side', async () => {
    const { remote } = open();
    const controller = new AbortController();
    const result = await remote.count(
      1000,
      (n) => {
        if (n === 3) controller.abort();
      },
      controller.signal,
    );
    expect(result).toMatch(/^stopped at \d+$/);
  });

  it('starts a call aborted when its signal already was', async () => {
    const { remote } = open();
    const signal = AbortSignal.abort();
    expect(await remote.count(10, () => {}, signal)).toBe('stopped at 0');
  });

  it('leaves user data that looks like its own markers alone', async () => {
    const { remote } = open();
    const value = { kind: 'signal', aborted: true, type: 'cancel', id: 1 };
    expect(await remote.echo(value)).toEqual(value);
  });

  it('moves transferred arguments instead of copying them', async () => {
    const { remote } = open();
    const bytes = new Uint8Array([1, 2, 3]);
    expect(await remote.echo(transfer(bytes, [bytes.buffer]))).toEqual(new Uint8Array([1, 2, 3]));
    expect(bytes.byteLength).toBe(0);
    expect((await remote.bytes(8)).byteLength).toBe(8);
  });

  it('rejects a call whose arguments or result cannot be cloned', async () => {
    const { remote } = open();
    await expect(remote.echo({ f: () => 1 })).rejects.toMatchObject({ code: 'internal' });
    await expect(remote.uncloneable()).rejects.toMatchObject({ code: 'internal' });
    expect(await remote.add(1, 1)).toBe(2);
  });

  it('refuses a method that the worker does not own', async () => {
    const { remote } = open();
    const rogue = remote as unknown as { toString(): Promise<unknown> };
    await expect(rogue.toString()).rejects.toMatchObject({ code: 'internal' });
  });

  it('can be awaited itself without making a call', async () => {
    const { remote } = open();
    expect(await Promise.resolve(remote)).toBe(remote);
  });

  it('rejects pending and later calls with worker-lost when the worker crashes', async () => {
    channel = new MessageChannel();
    const listeners = new Map<string, (event: Event) => void>();
    const dead: Endpoint = {
      postMessage: () => {},
      addEventListener: (type, listener) => void listeners.set(type, listener),
      removeEventListener: (type) => void listeners.delete(type),
    };
    const { remote } = connect<Protocol>(dead);
    const pending = remote.add(1, 2);
    listeners.get('error')?.(Object.assign(new Event('error'), { message: 'out of memory' }));
    await expect(pending).rejects.toMatchObject({
      code: 'worker-lost',
      message: expect.stringContaining('out of memory') as string,
    });
    await expect(remote.add(1, 2)).rejects.toMatchObject({ code: 'worker-lost' });
  });

  it('rejects pending calls with worker-lost when closed', async () => {
    const { remote, close } = open();
    const pending = remote.count(1000, () => {});
    close('it was restarted');
    await expect(pending).rejects.toMatchObject({ code: 'worker-lost' });
  });
});
