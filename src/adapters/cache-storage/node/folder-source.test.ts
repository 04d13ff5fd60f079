import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { folderSource } from './folder-source';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'apprentice-source-'));
  await mkdir(join(folder, 'm'));
  await writeFile(join(folder, 'm', 'config.json'), '{}');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const fetchConfig = () => {
  const source = folderSource(folder, 'm');
  return source.fetch(['config.json'], () => {}).then((files) => ({ source, files }));
};
const writeManifest = (sha256: string) =>
  writeFile(
    join(folder, 'manifest.json'),
    JSON.stringify({ converterVersion: 1, files: [{ path: 'm/config.json', bytes: 2, sha256 }] }),
  );

it('gives the files of a folder, and only those that were fetched', async () => {
  const { source, files } = await fetchConfig();
  expect(files).toEqual([{ path: 'config.json', bytes: 2, sha256: hash('{}') }]);
  const bytes = await (await source.open('config.json'))!.arrayBuffer();
  expect(new TextDecoder().decode(bytes)).toBe('{}');
  expect(await source.open('tokenizer.json')).toBeUndefined();
});

it('takes files that are as the manifest says and refuses others', async () => {
  await writeManifest(hash('{}'));
  await fetchConfig();
  await writeManifest(hash('{ }'));
  await expect(fetchConfig()).rejects.toMatchObject({ code: 'model-hash' });
});

it('says which file is missing', async () => {
  const missing = folderSource(folder, 'm').fetch(['tokenizer.json'], () => {});
  await expect(missing).rejects.toMatchObject({
    code: 'model-missing',
    message: expect.stringContaining('m/tokenizer.json') as string,
  });
});
