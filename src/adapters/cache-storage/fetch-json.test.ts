import { expect, it } from 'vitest';
import { createFetchJson } from './fetch-json';

const list = 'https://hub.test/api/models/a/b/tree/main';
const file = 'https://hub.test/a/b/resolve/main/config.json';

const answering = (status: number, body: string) => () =>
  Promise.resolve(new Response(body, { status }));
const get = (fetch: Parameters<typeof createFetchJson>[0], address = list, signal?: AbortSignal) =>
  createFetchJson(fetch, 'Some model', signal)(address);

it('gives JSON, and sends neither credentials nor referrer', async () => {
  const asked: RequestInit[] = [];
  const found = await get((_, options) => {
    asked.push(options);
    return Promise.resolve(new Response('[{"path": "a"}]'));
  });
  expect(found).toEqual([{ path: 'a' }]);
  expect(asked).toMatchObject([{ credentials: 'omit', referrerPolicy: 'no-referrer' }]);
});

it.each([
  ['a list that is not there', list, 404, '', 'model-missing'],
  ['a repository that the hub does not show', list, 401, '', 'model-missing'],
  ['a file behind a licence', file, 401, '', 'model-gated'],
  ['a page instead of JSON', list, 200, '<html>', 'model-missing'],
  ['a server in trouble', list, 503, '', 'model-offline'],
  ['a server that is asked too much', list, 429, '', 'model-offline'],
])('says of %s what it is', async (_, address, status, body, code) => {
  await expect(get(answering(status, body), address)).rejects.toMatchObject({
    code,
    message: expect.stringContaining('Some model') as string,
  });
});

it('says that the network is away, and that it was stopped', async () => {
  const failing = () => Promise.reject(new TypeError('Failed to fetch'));
  await expect(get(failing)).rejects.toMatchObject({ code: 'model-offline' });
  await expect(get(failing, list, AbortSignal.abort())).rejects.toMatchObject({
    code: 'cancelled',
  });
});
