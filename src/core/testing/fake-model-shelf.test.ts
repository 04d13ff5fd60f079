import { expect, it } from 'vitest';
import { ApprenticeError } from '../errors/apprentice-error';
import { embeddedModel } from '../models/model-entry';
import { FakeModelShelf } from './fake-model-shelf';
import { describeModelShelf } from './model-shelf-contract';

const other = { ...embeddedModel, id: 'other' };

describeModelShelf('the fake', () => ({
  shelf: new FakeModelShelf({ pieces: 8 }),
  entry: embeddedModel,
  other,
}));

it('fails once with what it was told to fail with', async () => {
  const shelf = new FakeModelShelf();
  shelf.failures.set('download', new ApprenticeError('storage-full', 'Full.'));
  const download = () => shelf.download(embeddedModel, () => {});
  await expect(download()).rejects.toMatchObject({ code: 'storage-full' });
  await download();
  expect(shelf.calls).toEqual(['download SmolLM2-135M-Instruct', 'download SmolLM2-135M-Instruct']);
});

it('remembers what was opened until it is removed', async () => {
  const shelf = new FakeModelShelf();
  const entry = await shelf.openGguf('owner/name/Some-Model.gguf', () => {});
  expect(entry).toMatchObject({ id: 'Some-Model', origin: { kind: 'opened' } });
  expect(await shelf.opened()).toEqual([entry]);
  await shelf.remove(entry);
  expect(await shelf.opened()).toEqual([]);
});
