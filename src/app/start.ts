import { deviceFacts } from '../adapters/browser/device-facts';
import { newId } from '../adapters/browser/crypto-random';
import { installMarker } from '../adapters/browser/install-marker';
import { watchOnline } from '../adapters/browser/online';
import { systemClock, utcOffset } from '../adapters/browser/system-clock';
import { acquireLeadership } from '../adapters/browser/tab-leader';
import { openStore } from '../adapters/dexie/open-store';
import type { Store } from '../core/ports/store';
import { builtinTools } from '../core/tools/registry';
import { startEngine } from '../workers/engine-client';
import { startModelsWorker } from '../workers/models-client';
import type { AppContext } from './app-context';
import type { Apprentice } from './apprentice';
import { Chat } from './chat';
import { conversationActions } from './conversations';
import { dataActions, refreshStorage } from './data-actions';
import { deferredActions, type Actions } from './deferred-actions';
import { Deletions, pendingDeletionKey } from './deletions';
import { feedbackActions } from './feedback';
import { initialState } from './initial-state';
import { lazyShelf } from './lazy-shelf';
import { learningActions } from './learning-actions';
import { modelActions } from './model-actions';
import { Models } from './models';
import { Notices, userError } from './notices';
import { openContext } from './open-context';
import { keepOffline } from './service-worker';
import { baseUrl, startServices } from './services';
import { Settings } from './settings';
import { StateHolder } from './state-holder';
import { warmUp } from './warm-up';
import { WorkerHost } from './worker-host';

const databaseName = 'apprentice';

const lostSentence =
  'The browser has lost this device’s data: conversations, memory and what was learned are gone, and this is a new start. If you have an export, restore it in Settings.';

/** Resolves when this tab is the one that may write. */
function leadership(holder: StateHolder): Promise<void> {
  return new Promise((resolve) => {
    const lead = acquireLeadership(databaseName, () => {
      holder.update({ waitingForTab: false });
      resolve();
    });
    // A lock that is free is granted within a few milliseconds: no flash of the waiting screen.
    setTimeout(() => holder.update({ waitingForTab: lead.status === 'waiting' }), 300);
  });
}

async function open(holder: StateHolder, notices: Notices): Promise<Actions> {
  await leadership(holder);
  const { store, wiped } = await openStore({
    name: databaseName,
    marker: installMarker(),
    onClosed: (error) =>
      holder.update(({ startup }) => ({ startup: { ...startup, status: 'failed', error } })),
  });
  if (wiped) notices.info(lostSentence);
  return wire(holder, notices, store);
}

/** Everything over an open store: services, learning, and the actions of the page. */
async function wire(holder: StateHolder, notices: Notices, store: Store): Promise<Actions> {
  const settings = await Settings.load(store);
  const models = startModels(holder, notices, settings);
  const services = startServices(holder, models.active);
  const context = await openContext(holder, notices, {
    ...services,
    store,
    clock: systemClock,
    newId,
    utcOffset,
    setting: (key) => settings.get<unknown>(key, undefined),
  });
  const deletions = new Deletions(context);
  const chat = new Chat(context);
  void prepare(context, settings, { deletions, models });
  return {
    ...chat.actions,
    ...feedbackActions(context, chat),
    ...conversationActions(context, deletions),
    ...learningActions(context, deletions),
    ...dataActions(context, settings),
    ...modelActions(context, models, chat),
  };
}

/** The models behind their workers; the lists of known ones are read when the Models page is opened. */
function startModels(holder: StateHolder, notices: Notices, settings: Settings): Models {
  const worker = new WorkerHost(() => startModelsWorker(baseUrl));
  return new Models({
    holder,
    notices,
    settings,
    clock: systemClock,
    shelf: lazyShelf(worker),
    startEngine: (model, onProgress, signal) => startEngine({ model, baseUrl, onProgress, signal }),
    catalogues: [
      async () => (await import('../adapters/transformers/catalogue')).onnxModels,
      () => worker.use((models) => models.webllmModels()),
    ],
    device: deviceFacts,
  });
}

/** What can wait until the page is there: loading the models, tidying up, measuring. */
async function prepare(
  context: AppContext,
  settings: Settings,
  { deletions, models }: { deletions: Deletions; models: Models },
): Promise<void> {
  const { notices } = context;
  void refreshStorage(context);
  // Shown as a startup error when the models are what is missing.
  const warm = warmUp(context).catch(() => undefined);
  await notices.guard(() => deletions.resume(settings.get(pendingDeletionKey, null)));
  await notices.guard(() => models.removals.resume());
  await warm;
  void refreshStorage(context);
}

/** Starts the application; returns at once, with a page that fills as things open. */
export function startApprentice(): Apprentice {
  const holder = new StateHolder(initialState(builtinTools()));
  const notices = new Notices(holder, newId);
  watchOnline((online) => holder.update({ online }));
  const opened = open(holder, notices);
  opened.catch((error: unknown) =>
    holder.update(({ startup }) => ({
      startup: { ...startup, status: 'failed', error: userError(error) },
    })),
  );
  keepOffline(notices, () => holder.update({ offlineReady: true }));

  const actions = deferredActions(opened);
  return new Proxy(actions as Apprentice, {
    get(target, name: keyof Apprentice) {
      if (name === 'state') return holder.state;
      if (name === 'subscribe') return holder.subscribe.bind(holder);
      return target[name];
    },
  });
}
