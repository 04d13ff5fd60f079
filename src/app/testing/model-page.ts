import { actionsOf } from '../../core/agent/actions';
import { ApprenticeError } from '../../core/errors/apprentice-error';
import type { ModelEntry } from '../../core/models/model-entry';
import { fakeAgent } from '../../core/testing/agent-fixture';
import { FakeModelShelf, type FakeModelShelfOptions } from '../../core/testing/fake-model-shelf';
import { emptyContents, FakeStore, type FakeContents } from '../../core/testing/fake-store';
import { FakeTextGenerator } from '../../core/testing/fake-text-generator';
import type { AppContext } from '../app-context';
import { Chat } from '../chat';
import type { StartEngine } from '../engine-host';
import { initialState } from '../initial-state';
import { Library } from '../library';
import { modelActions } from '../model-actions';
import { Models } from '../models';
import { Notices } from '../notices';
import { Settings } from '../settings';
import { StateHolder } from '../state-holder';
import { Turns } from '../turns';

/** An engine that records whether it was ended, and fails its next call with what is put into `failure`. */
export class FakeEngine extends FakeTextGenerator {
  readonly entry: ModelEntry;
  ended = false;
  failure: Error | null = null;

  constructor(entry: ModelEntry) {
    super();
    this.entry = entry;
  }

  override async describe() {
    return { ...(await super.describe()), modelId: this.entry.id as 'fake' };
  }

  override async scoreChoices(...args: Parameters<FakeTextGenerator['scoreChoices']>) {
    const { failure } = this;
    this.failure = null;
    if (failure) throw failure;
    return super.scoreChoices(...args);
  }

  terminate(): void {
    this.ended = true;
  }
}

export const qwen: ModelEntry = {
  id: 'Qwen3-1.7B',
  title: 'Qwen3 1.7B',
  family: 'qwen',
  engine: 'webllm',
  backend: 'webgpu',
  origin: {
    kind: 'webllm',
    weights: 'https://huggingface.co/mlc-ai/Qwen3-1.7B/resolve/main/',
    library: 'https://raw.githubusercontent.com/mlc-ai/libs/main/Qwen3-1.7B.wasm',
  },
  downloadBytes: 1000,
  memoryBytes: 2000,
  features: [],
  contextLength: null,
};

export const llama: ModelEntry = { ...qwen, id: 'Llama-1B', title: 'Llama 1B', family: 'llama' };

interface Options extends FakeModelShelfOptions {
  /** What was stored by an earlier page; reuse it to open the page again. */
  readonly contents?: FakeContents;
  readonly shelf?: FakeModelShelf;
}

/** The models of the application over a fake store, shelf and engines; `failing` says which models can't be loaded, and why. */
export async function modelPage({ contents = emptyContents(), shelf, ...options }: Options = {}) {
  const store = new FakeStore(contents);
  const holder = new StateHolder(initialState([]));
  let ids = 0;
  const notices = new Notices(holder, () => `n${ids++}`);
  const engines: FakeEngine[] = [];
  const failing = new Map<string, Error>();
  /** Loading of this model waits for its promise. */
  const held = new Map<string, Promise<void>>();
  const startEngine: StartEngine = async (entry, onProgress, signal) => {
    onProgress({ loaded: 1, total: 2 });
    await held.get(entry.id);
    if (signal.aborted) throw new ApprenticeError('cancelled', 'It was stopped.');
    const failure = failing.get(entry.id);
    if (failure) throw failure;
    const engine = new FakeEngine(entry);
    engines.push(engine);
    return engine;
  };
  const shelves = shelf ?? new FakeModelShelf(options);
  const models = new Models({
    holder,
    notices,
    settings: await Settings.load(store),
    clock: { now: () => 0 },
    shelf: shelves,
    startEngine,
    catalogues: [async () => [qwen, llama]],
    device: async () => ({ gpu: null, memoryBytes: null, cores: 2 }),
  });
  const { agent } = fakeAgent('keep_note');
  const use = models.active.use.bind(models.active);
  const library = await Library.load(store);
  const learning = { prepare: async () => undefined, because: () => null } as never;
  const context = {
    holder,
    notices,
    store,
    library,
    learning,
    turns: new Turns(holder, library, learning),
    agent: {
      ...agent,
      actions: actionsOf([]),
      generator: {
        ...agent.generator,
        scoreChoices: (...args: Parameters<FakeTextGenerator['scoreChoices']>) =>
          use((engine) => engine.scoreChoices(...args)),
      },
    },
    clock: agent.clock,
    newId: () => `id${ids++}`,
    modelsReady: () => models.active.ready(),
    refreshThings: async () => undefined,
  } as unknown as AppContext;
  const chat = new Chat(context);
  return {
    actions: modelActions(context, models, chat),
    chat,
    contents,
    context,
    engines,
    failing,
    held,
    holder,
    models,
    notices,
    shelf: shelves,
    store,
    /** What the page says in passing. */
    said: () => holder.state.notices.map(({ text }) => text),
  };
}

/** A page on which these models were downloaded, its list read. */
export async function pageWith(entries: readonly ModelEntry[], options: Options = {}) {
  const page = await modelPage(options);
  for (const entry of entries) await page.shelf.download(entry, () => undefined);
  page.shelf.calls.length = 0;
  await page.actions.openModels();
  return page;
}
