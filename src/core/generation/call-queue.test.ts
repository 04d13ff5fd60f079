import { expect, it } from 'vitest';
import { CallQueue } from './call-queue';

it('runs calls one after the other in order, also after one that failed', async () => {
  const queue = new CallQueue();
  const log: string[] = [];
  const call = (name: string, fails = false) =>
    queue.run(async () => {
      log.push(`${name} starts`);
      await new Promise((resolve) => setTimeout(resolve, 2));
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled([call('a'), call('b', true), call('c')]);
  expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
