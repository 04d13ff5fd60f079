import { newId } from '../adapters/browser/crypto-random';
import { installMarker } from '../adapters/browser/install-marker';
import { watchOnline } from '../adapters/browser/online';
import { systemClock, utcOffset } from '../adapters/browser/system-clock';
import { acquireLeadership } from '../adapters/browser/tab-leader';
import { openStore } from '../adapters/dexie/open-store';
import { choicesOf, decisionPrefix, decisionPrompt } from '../core/agent/prompts';
import type { Store } from '../core/ports/store';
import { builtinTools } from '../core/tools/registry';
import type { AppContext } from './app-context';
import type { Apprentice } from './apprentice';
import { Chat } from './chat';
import { conversationActions } from './conversations';
import { dataActions, refreshStorage } from './data-actions';
import { deferredActions, type Actions } from './deferred-actions';
import { Deletions, pendingDeletionKey } from './deletions';
import { feedbackActions } from './feedback';
import { initialState } from './initial-state';
import { learningActions } from './learning-actions';
import { Notices, userError } from './notices';
import { openContext } from './open-context';
import { keepOffline } from './service-worker';
import { startServices } from './services';
import { Settings } from './settings';
import { StateHolder } from './state-holder';

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
  const services = startServices(holder);
  const settings = await Settings.load(store);
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
  void prepare(context, settings, deletions);
  return {
    ...chat.actions,
    ...feedbackActions(context, chat),
    ...conversationActions(context, deletions),
    ...learningActions(context, deletions),
    ...dataActions(context, settings),
  };
}

/** What can wait until the page is there: loading the models, tidying up, measuring. */
async function prepare(
  context: AppContext,
  settings: Settings,
  deletions: Deletions,
): Promise<void> {
  const { notices } = context;
  void refreshStorage(context);
  // Shown as a startup error when the models are what is missing.
  const warm = warmUp(context).catch(() => undefined);
  await notices.guard(() => deletions.resume(settings.get(pendingDeletionKey, null)));
  await warm;
  void refreshStorage(context);
}

/** Computes what every decision begins with (3 s on WASM), before the first request asks for it. */
async function warmUp({ agent, learning, modelsReady }: AppContext): Promise<void> {
  await modelsReady();
  const prompt = decisionPrompt(decisionPrefix(agent.actions), '');
  await agent.generator.scoreChoices(prompt, choicesOf(agent.actions));
  await learning.prepare();
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
