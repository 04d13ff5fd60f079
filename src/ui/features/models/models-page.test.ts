import { describe, expect, test } from 'vitest';
import type { ModelJob, ModelsView } from '../../../app/app-state';
import { initialState } from '../../../app/initial-state';
import { embeddedModel, type ModelEntry } from '../../../core/models/model-entry';
import { JobNews } from './job-news';
import { jobAmount, jobPart, jobStanding, modelFacts, storageWords } from './model-sentences';
import { modelsHere, modelState, usableModels } from './model-state';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const card: ModelEntry = {
  ...embeddedModel,
  id: 'card',
  title: 'Card',
  backend: 'webgpu',
  downloadBytes: 1e9,
  memoryBytes: null,
  contextLength: 4096,
  origin: { kind: 'hub', repository: 'a/b', revision: 'main', weights: 'w' },
};
const opened: ModelEntry = { ...card, id: 'opened', origin: { kind: 'opened' } };
const job: ModelJob = {
  id: 'card',
  kind: 'download',
  title: 'Card',
  status: 'running',
  progress: { loaded: 4e8, total: 1e9, part: 'a.bin', partLoaded: 1, partTotal: 4 },
  error: null,
};
const view = (change: Partial<ModelsView> = {}): ModelsView => ({
  ...initialState([]).models,
  entries: [embeddedModel, card, opened],
  stock: [
    { id: embeddedModel.id, bytes: 0, complete: false },
    { id: 'card', bytes: 4e8, complete: false },
    { id: 'opened', bytes: 9, complete: true },
  ],
  ...change,
});
const ids = (entries: readonly ModelEntry[]) => entries.map(({ id }) => id);

describe('what a model is to the user', () => {
  test('the active one, one that arrives, a part, one that is here, one to be fetched', () => {
    expect(modelState(embeddedModel, view())).toEqual({ is: 'active' });
    expect(modelState(card, view({ jobs: [job] }))).toEqual({ is: 'job', job });
    expect(modelState(card, view())).toEqual({ is: 'part', bytes: 4e8 });
    expect(modelState(opened, view())).toEqual({ is: 'here' });
    expect(modelState(card, view({ stock: [] }))).toEqual({ is: 'absent' });
  });
  test('the embedded one can always be gone back to, whatever the caches say', () =>
    expect(modelState(embeddedModel, view({ active: opened }))).toEqual({ is: 'here' }));
  test('what is being deleted is no longer shown as here, nor offered', () => {
    expect(ids(modelsHere(view()))).toEqual([embeddedModel.id, 'card', 'opened']);
    expect(ids(modelsHere(view({ removing: ['opened'] })))).toEqual([embeddedModel.id, 'card']);
  });
  test('only what is whole can be switched to, the active one first', () =>
    expect(ids(usableModels(view({ active: opened })))).toEqual(['opened', embeddedModel.id]));
});

describe('the words', () => {
  test('of a model say sizes, engine and context without jargon', () => {
    expect(plain(modelFacts(card).join(' · '))).toBe('1.0 GB · graphics card · reads 4,096 tokens');
    expect(modelFacts({ ...card, downloadBytes: null })[0]).toBe('size not known yet');
  });
  test('of a job say how much is here and which file arrives', () => {
    expect(plain(jobAmount(job))).toBe('400 MB of 1.0 GB');
    expect(plain(jobStanding({ ...job, status: 'paused' }))).toBe('paused at 400 MB of 1.0 GB');
    expect(jobStanding({ ...job, status: 'paused', progress: null })).toBe('paused');
    expect(plain(jobPart(job) ?? '')).toBe('a.bin, 25 %');
    expect(jobPart({ ...job, progress: null })).toBeNull();
    // What is converted is no count of bytes.
    expect(plain(jobAmount({ ...job, kind: 'gguf' }))).toBe('40 %');
  });
  test('of the storage never promise what the browser does not tell', () => {
    expect(plain(storageWords({ usage: 1e9, quota: 3e9 }))).toBe('1.0 GB used, about 2.0 GB free');
    expect(storageWords(null)).toContain('does not tell');
  });
});

describe('what is announced of downloads', () => {
  const at = (share: number, change: Partial<ModelJob> = {}): ModelJob => ({
    ...job,
    progress: { ...job.progress!, loaded: share * 1e9 },
    ...change,
  });
  test('is the start, the quarters, and the end; nothing in between', () => {
    const news = new JobNews();
    const said = [0, 0.1, 0.26, 0.4, 0.6, 0.9, 1].map((share) => plain(news.follow([at(share)])));
    expect(said).toEqual([
      'Card: arriving.',
      '',
      'Card: 25 %.',
      '',
      'Card: 50 %.',
      'Card: 75 %.',
      '',
    ]);
    expect(news.follow([])).toBe('Card has arrived.');
  });
  test('is a pause, a failure with its reason, and an end that came early', () => {
    const news = new JobNews();
    news.follow([at(0.1)]);
    expect(news.follow([at(0.1, { status: 'paused' })])).toBe('Card: paused.');
    const error = { code: 'storage-full', message: 'There is no room left.' };
    expect(news.follow([at(0.1, { status: 'failed', error })])).toBe('There is no room left.');
    expect(news.follow([])).toBe('Card: ended.');
  });
});
