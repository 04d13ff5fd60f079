import { expect, test, vi } from 'vitest';
import { ApprenticeError } from '../core/errors/apprentice-error';
import { WorkerHost } from './worker-host';

const lost = () => new ApprenticeError('worker-lost', 'The worker stopped.');

test('the service is started once for many calls', async () => {
  const start = vi.fn(async () => 'service');
  const host = new WorkerHost(start);
  expect(await host.use(async (service) => service)).toBe('service');
  await host.use(async () => 1);
  expect(start).toHaveBeenCalledOnce();
});

test('after a lost worker the call fails with its sentence and the next one gets a fresh worker', async () => {
  let starts = 0;
  const host = new WorkerHost(async () => ++starts);
  await expect(host.use(() => Promise.reject(lost()))).rejects.toThrow('The worker stopped.');
  expect(await host.use(async (service) => service)).toBe(2);
});

test('an ordinary error does not restart the worker', async () => {
  let starts = 0;
  const host = new WorkerHost(async () => ++starts);
  await expect(host.use(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await host.use(async (service) => service)).toBe(1);
});

test('a start that failed is tried again by the next call', async () => {
  const start = vi.fn<() => Promise<string>>();
  start.mockRejectedValueOnce(new Error('missing')).mockResolvedValueOnce('service');
  const host = new WorkerHost(start);
  await expect(host.use(async (service) => service)).rejects.toThrow('missing');
  expect(await host.use(async (service) => service)).toBe('service');
});

test('a service that is no longer wanted is ended, also one that is still starting', async () => {
  const ended: string[] = [];
  const names = ['first', 'second', 'third'];
  const host = new WorkerHost(
    async () => names.shift() ?? '',
    (name) => ended.push(name),
  );
  await host.start();
  host.end();
  const starting = host.start();
  host.end();
  await starting;
  expect(await host.use(async (name) => name)).toBe('third');
  expect(ended).toEqual(['first', 'second']);
});

test('a lost graphics card ends the worker that computed on it', async () => {
  const end = vi.fn();
  const host = new WorkerHost(async () => 'service', end);
  const gone = new ApprenticeError('engine-lost', 'The graphics card stopped.');
  await expect(host.use(() => Promise.reject(gone))).rejects.toThrow('graphics card');
  await host.start();
  expect(end).toHaveBeenCalledExactlyOnceWith('service');
});
