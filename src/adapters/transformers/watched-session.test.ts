import { expect, it } from 'vitest';
import type { LoadedSession } from './onnx-runtime';
import { watchedSession } from './watched-session';

function session(run: LoadedSession['run']): LoadedSession {
  const signature = { inputs: [], outputs: [] };
  return { inputNames: [], outputNames: [], signature, run, release: async () => {} };
}

it('a session gives what it computes while its device is there', async () => {
  const watched = watchedSession(
    session(async () => ({ logits: { dims: [1], data: 7 } })),
    new Promise(() => {}),
  );
  expect(await watched.run({}, [])).toMatchObject({ logits: { data: 7 } });
});

it('a pass that never ends, and every later one, fails when the device is lost', async () => {
  let lose: (why: string) => void = () => {};
  const lost = new Promise((resolve) => (lose = resolve));
  const watched = watchedSession(
    session(() => new Promise(() => {})),
    lost,
  );
  const pending = watched.run({}, []);
  lose('destroyed');
  for (const pass of [pending, watched.run({}, [])])
    await expect(pass).rejects.toMatchObject({
      code: 'engine-lost',
      message: expect.stringContaining('conversation is safe') as string,
    });
});
