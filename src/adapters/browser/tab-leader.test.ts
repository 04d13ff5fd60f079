import { expect, test, vi } from 'vitest';
import { acquireLeadership } from './tab-leader';

/** Exclusive locks in order of request, as in the Web Locks specification. */
class FakeLocks {
  readonly #queues = new Map<string, Promise<void>>();

  async request(name: string, ...rest: unknown[]): Promise<unknown> {
    const [{ signal }, work] = rest as [{ signal: AbortSignal }, () => Promise<void>];
    const before = this.#queues.get(name) ?? Promise.resolve();
    let done = () => {};
    this.#queues.set(
      name,
      before.then(() => new Promise<void>((resolve) => (done = resolve))),
    );
    await before;
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      // The queue's own promise begins after this turn.
      setTimeout(() => done());
    }
  }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

test('the first tab leads, the second waits and takes over when the first releases', async () => {
  const locks = new FakeLocks() as unknown as LockManager;
  const [first, second] = [vi.fn(), vi.fn()];
  const leader = acquireLeadership('db', first, locks);
  const follower = acquireLeadership('db', second, locks);
  await settle();
  expect([leader.status, follower.status]).toEqual(['leading', 'waiting']);
  expect(second).not.toHaveBeenCalled();
  leader.release();
  await settle();
  expect([leader.status, follower.status]).toEqual(['released', 'leading']);
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
});

test('a tab that gave up waiting never leads, and does not stand in the way of the next', async () => {
  const locks = new FakeLocks() as unknown as LockManager;
  const [impatient, patient] = [vi.fn(), vi.fn()];
  const leader = acquireLeadership('db', () => {}, locks);
  const quitter = acquireLeadership('db', impatient, locks);
  acquireLeadership('db', patient, locks);
  await settle();
  quitter.release();
  leader.release();
  await settle();
  await settle();
  expect(impatient).not.toHaveBeenCalled();
  expect(patient).toHaveBeenCalledOnce();
});

test('tabs under different names lead side by side', async () => {
  const locks = new FakeLocks() as unknown as LockManager;
  const one = acquireLeadership('one', () => {}, locks);
  const two = acquireLeadership('two', () => {}, locks);
  await settle();
  expect([one.status, two.status]).toEqual(['leading', 'leading']);
});

test('without Web Locks a tab leads at once', () => {
  vi.stubGlobal('navigator', {});
  const acquired = vi.fn();
  expect(acquireLeadership('db', acquired).status).toBe('leading');
  expect(acquired).toHaveBeenCalledOnce();
  vi.unstubAllGlobals();
});
