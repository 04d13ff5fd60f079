import { expect, test } from 'vitest';
import { ApprenticeError } from '../core/errors/apprentice-error';
import { embeddedModel } from '../core/models/model-entry';
import { SyntheticUser } from '../core/learning/testing/synthetic-user';
import { llama, modelPage, pageWith, qwen } from './testing/model-page';

const lost = (code = 'engine-lost') =>
  new ApprenticeError(code, 'The graphics card stopped. Your conversation is safe; ask again.');

test('without a choice the embedded model is loaded, and the page says what it is', async () => {
  const { holder, models } = await modelPage();
  await models.active.ready();
  expect(holder.state.models).toMatchObject({ active: embeddedModel, status: 'ready' });
  expect(holder.state.engine?.modelId).toBe(embeddedModel.id);
  expect(holder.state.startup).toMatchObject({ status: 'ready', error: null });
});

test('the model that was chosen is loaded again at the next start, and nothing is downloaded for it', async () => {
  const first = await pageWith([qwen]);
  await first.actions.useModel(qwen.id);
  const { holder, models, shelf } = await modelPage(first);
  await models.active.ready();
  expect(holder.state.engine?.modelId).toBe(qwen.id);
  expect(shelf.calls.filter((call) => call.startsWith('download'))).toEqual([]);
});

test('switching ends the engine before the next one starts, and warms the new one up', async () => {
  const { actions, engines, models, holder } = await pageWith([qwen]);
  await models.active.ready();
  await actions.useModel(qwen.id);
  expect(engines.map(({ entry, ended }) => [entry.id, ended])).toEqual([
    [embeddedModel.id, true],
    [qwen.id, false],
  ]);
  expect(engines[1].prompts).toHaveLength(1);
  expect(holder.state.startup.models.map(({ model }) => model)).toEqual([qwen.title]);
});

test('a model that can’t be loaded leaves the one that worked last, with a sentence that says why', async () => {
  const { actions, failing, holder, said, context } = await pageWith([qwen, llama]);
  await actions.useModel(qwen.id);
  failing.set(llama.id, new ApprenticeError('out-of-memory', 'Llama 1B does not fit.'));
  await actions.useModel(llama.id);
  expect(holder.state.models).toMatchObject({ active: qwen, status: 'ready' });
  expect(said()).toContain('Llama 1B does not fit. Until then Qwen3 1.7B answers.');
  expect(holder.state.startup.error).toBeNull();
  expect((await context.store.get('settings', 'model'))?.value).toEqual(qwen);
});

test('when what worked last fails too, the embedded model comes back', async () => {
  const { actions, failing, holder } = await pageWith([qwen, llama]);
  await actions.useModel(qwen.id);
  for (const { id } of [qwen, llama]) failing.set(id, lost('no-webgpu'));
  await actions.useModel(llama.id);
  expect(holder.state.models).toMatchObject({ active: embeddedModel, status: 'ready' });
});

test.each([
  ['no-webgpu', 'It needs WebGPU, which this browser does not offer.'],
  ['out-of-memory', 'It does not fit the memory of the graphics card.'],
  ['model-damaged', 'Its files are damaged; delete it and download it again.'],
  ['model-hash', 'A file is not the one that was expected, so it was thrown away.'],
  ['model-unsupported', 'Its architecture (MoE) can’t be run here.'],
])(
  'a chosen model that fails at the start with %s gives way to the embedded one, and stays chosen',
  async (code, message) => {
    const first = await pageWith([qwen]);
    await first.actions.useModel(qwen.id);
    const page = await modelPage(first);
    page.failing.set(qwen.id, new ApprenticeError(code, message));
    await page.models.active.ready();
    expect(page.holder.state.engine?.modelId).toBe(embeddedModel.id);
    expect(page.said()).toEqual([`${message} Until then SmolLM2 135M answers.`]);
    expect(page.models.settings.chosen).toEqual(qwen);
  },
);

test('a chosen model whose files the browser has deleted is named, and not fetched again unasked', async () => {
  const first = await pageWith([qwen]);
  await first.actions.useModel(qwen.id);
  const page = await modelPage({ contents: first.contents });
  await page.models.active.ready();
  expect(page.holder.state.models.active).toEqual(embeddedModel);
  expect(page.said()[0]).toMatch(/^Qwen3 1.7B is not, or no longer, complete.*Models page/);
  expect(page.shelf.calls).toEqual([`stock ${qwen.id}`]);
});

test('a page that ended while a model was being loaded does not load it at its next start', async () => {
  const first = await pageWith([qwen]);
  await first.actions.useModel(qwen.id);
  await first.models.settings.loading(qwen.id);
  const page = await modelPage(first);
  await page.models.active.ready();
  expect(page.holder.state.engine?.modelId).toBe(embeddedModel.id);
  expect(page.said()[0]).toMatch(/^The last time the page ended while Qwen3 1.7B/);
  // Chosen again, it is tried.
  await page.actions.openModels();
  await page.actions.useModel(qwen.id);
  expect(page.holder.state.engine?.modelId).toBe(qwen.id);
});

test.each(['engine-lost', 'worker-lost'])(
  'after %s the call fails with its sentence, and the model loads again by itself',
  async (code) => {
    const { models, engines } = await pageWith([qwen]);
    await models.active.ready();
    engines[0].failure = lost(code);
    const asked = models.active.use((engine) =>
      engine.scoreChoices({ prefix: '', suffix: '' }, []),
    );
    await expect(asked).rejects.toThrow('Your conversation is safe');
    await models.active.ready();
    expect(engines).toHaveLength(2);
    expect(engines[0].ended).toBe(true);
  },
);

test('an error of one request, a full context say, ends nothing', async () => {
  const { models, engines } = await modelPage();
  await models.active.ready();
  engines[0].failure = new ApprenticeError('context-full', 'That is too long to be read at once.');
  const asked = models.active.use((engine) => engine.scoreChoices({ prefix: '', suffix: '' }, []));
  await expect(asked).rejects.toThrow('too long');
  await models.active.ready();
  expect(engines.map(({ ended }) => ended)).toEqual([false]);
});

test('a model chosen while another is loading takes its place; the first is never heard of', async () => {
  const { actions, engines, held, holder, said } = await pageWith([qwen, llama]);
  let release = () => {};
  held.set(qwen.id, new Promise<void>((resolve) => (release = resolve)));
  const first = actions.useModel(qwen.id);
  await expect.poll(() => holder.state.models.status).toBe('loading');
  const second = actions.useModel(llama.id);
  release();
  await Promise.all([first, second]);
  expect(holder.state.models).toMatchObject({ active: llama, status: 'ready' });
  expect(holder.state.engine?.modelId).toBe(llama.id);
  expect(engines.filter(({ ended }) => !ended).map(({ entry }) => entry.id)).toEqual([llama.id]);
  expect(said()).toEqual([]);
});

test('a loading that the user stops brings the last model back', async () => {
  const { actions, held, holder, models, said } = await pageWith([qwen]);
  await models.active.ready();
  let release = () => {};
  held.set(qwen.id, new Promise<void>((resolve) => (release = resolve)));
  const loading = actions.useModel(qwen.id);
  await expect.poll(() => holder.state.models.status).toBe('loading');
  actions.unloadModel();
  release();
  await loading;
  expect(holder.state.models).toMatchObject({ active: embeddedModel, status: 'ready' });
  expect(said()).toEqual(['Stopped. SmolLM2 135M is back.']);
});

test('an unloaded model takes no memory and loads with the next request', async () => {
  const { actions, engines, holder, models } = await modelPage();
  await models.active.ready();
  actions.unloadModel();
  await expect.poll(() => engines[0].ended).toBe(true);
  expect(holder.state).toMatchObject({ engine: null, models: { status: 'unloaded' } });
  await models.active.ready();
  expect(holder.state.models.status).toBe('ready');
});

test('a choice that can’t be stored is said, and the model answers all the same', async () => {
  const { actions, holder, said, store } = await pageWith([qwen]);
  // The note that it is being loaded, its end, then the choice.
  store.failCommit(3);
  await actions.useModel(qwen.id);
  expect(said()).toEqual(['There is no room left. Nothing was stored.']);
  expect(holder.state.models).toMatchObject({ active: qwen, status: 'ready' });
});

test('a call that an unloaded model leaves unanswered does not load it again', async () => {
  const { actions, engines, holder, models } = await modelPage();
  await models.active.ready();
  let fail = (_: Error) => {};
  const asked = models.active.use(() => new Promise((_, reject) => (fail = reject)));
  await Promise.resolve();
  actions.unloadModel();
  fail(lost('worker-lost'));
  await expect(asked).rejects.toThrow('stopped');
  expect(holder.state.models.status).toBe('unloaded');
  expect(engines).toHaveLength(1);
});

test('a turn that runs is stopped with a sentence before the model changes', async () => {
  const { actions, chat, said, holder, engines, models } = await pageWith([qwen]);
  await models.active.ready();
  const seen: string[] = [];
  const turn = chat.exclusively(async (signal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    seen.push(`stopped while ${engines.filter(({ ended }) => !ended)[0].entry.title} was loaded`);
  });
  await expect.poll(() => holder.state.busy).toBe(true);
  await Promise.all([actions.useModel(qwen.id), turn]);
  expect(seen).toEqual(['stopped while SmolLM2 135M was loaded']);
  expect(said()[0]).toMatch(/^Stopped, to load Qwen3 1.7B\. Your request is kept/);
  expect(holder.state.models.active).toEqual(qwen);
});

test('what was learned decides the same whichever language model is loaded', async () => {
  const user = await SyntheticUser.create();
  for (let i = 0; i < 40; i++)
    await user.teach(
      i % 2 === 0 ? `alpha r${i}` : `gamma r${i}`,
      i % 2 === 0 ? 'do_beta' : 'do_gamma',
    );
  await user.learner.maybeTrain();
  await user.learner.approve(user.learner.view.snapshots[0].id);
  const { actions, models, holder } = await pageWith([qwen]);
  const learnedTerms = async () => {
    await models.active.ready();
    const situation = await user.learner.situate('alpha new');
    const scores = new Map(SyntheticUser.actions.map(({ id }) => [id, -1]));
    const modelId = holder.state.engine?.modelId ?? '';
    const decision = user.learner.decide(situation, { languageModel: scores, modelId, seconds: 0 });
    const { candidates, snapshotId } = decision;
    return { modelId: decision.modelId, snapshotId, adapter: candidates.map((one) => one.adapter) };
  };
  const before = await learnedTerms();
  expect(before.adapter.some((term) => term > 1)).toBe(true);
  await actions.useModel(qwen.id);
  expect(await learnedTerms()).toEqual({ ...before, modelId: qwen.id });
  await actions.useModel(embeddedModel.id);
  expect(await learnedTerms()).toEqual(before);
});
