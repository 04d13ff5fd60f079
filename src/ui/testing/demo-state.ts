import type { AppState } from '../../app/app-state';
import type { Episode } from '../../core/memory/episode';
import { decision, episode } from './demo-episodes';
import { demoLearned, demoLearning, emptyLearning } from './demo-learning';
import { busyDemoModels, demoModels } from './demo-models';
import { demoTools } from './demo-tools';
import { dialogueTurns } from './demo-dialogue';
import { demoTurns } from './demo-turns';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const scenes = [
  'rich',
  'empty',
  'loading',
  'opening',
  'failed',
  'waiting',
  'training',
  'dialogue',
  'models',
  'missing',
] as const;
export type Scene = (typeof scenes)[number];

const empty: AppState = {
  startup: { status: 'ready', models: [], error: null },
  engine: {
    modelId: 'HuggingFaceTB/SmolLM2-135M-Instruct',
    backend: 'wasm',
    threads: 2,
    contextLength: 2048,
  },
  models: demoModels,
  online: true,
  offlineReady: true,
  waitingForTab: false,
  tools: demoTools,
  conversations: [],
  conversationId: null,
  turns: [],
  busy: false,
  notices: [],
  learning: emptyLearning,
  forgetting: [],
  things: { notes: [], listItems: [], reminders: [] },
  due: [],
  storage: { usage: 131_400_000, quota: 61_000_000_000, persisted: false, damaged: 0 },
};

/** The state a scene begins with; `now` in ms since the epoch. */
export function demoState(scene: Scene, now: number): AppState {
  switch (scene) {
    case 'rich':
      return rich(now);
    case 'dialogue':
      return { ...rich(now), turns: dialogueTurns(now) };
    case 'models':
      return { ...rich(now), models: busyDemoModels };
    case 'empty':
      return empty;
    case 'loading':
      return loading('starting', null);
    case 'opening':
      return {
        ...loading('starting', null),
        startup: { status: 'starting', models: [], error: null },
      };
    case 'failed':
      return loading('failed', {
        code: 'model-missing',
        message:
          'The language model could not be loaded: its file is incomplete. Your conversations and everything you taught are safe. Run the setup step again, then reload this page.',
      });
    case 'missing':
      return loading('failed', {
        code: 'model-missing',
        message:
          'SmolLM2-135M-Instruct is not on the server. What you saved is safe; run the setup step on the server, then reload.',
      });
    case 'waiting':
      return { ...empty, waitingForTab: true };
    case 'training': {
      const state = rich(now);
      const learning = {
        ...state.learning,
        state: { ...state.learning.state, trial: null },
        evidence: null,
        training: { step: 12, steps: 20 },
      };
      return { ...state, learning };
    }
  }
}

function loading(
  status: AppState['startup']['status'],
  error: AppState['startup']['error'],
): AppState {
  return {
    ...empty,
    engine: null,
    offlineReady: false,
    startup: {
      status,
      models: [
        {
          model: 'HuggingFaceTB/SmolLM2-135M-Instruct',
          status: status === 'failed' ? 'failed' : 'loading',
          loaded: 48_300_000,
          total: 101_000_000,
        },
        { model: 'all-MiniLM-L6-v2', status: 'ready', loaded: 23_000_000, total: 23_000_000 },
      ],
      error,
    },
  };
}

function rich(now: number): AppState {
  const conversation = (id: string, title: string, age: number) => ({
    id,
    title,
    createdAt: now - age,
    updatedAt: now - age,
  });
  return {
    ...empty,
    conversations: [
      conversation('c1', 'put oat milk and a bag of coffee on the list', 2 * 60_000),
      conversation('c2', 'Marathon in kilometres', 5 * HOUR),
      conversation('c3', 'Donaudampfschifffahrtsgesellschaftskapitänsmütze', DAY),
      conversation('c4', 'what is 17 % of 84.50', 3 * DAY),
    ],
    conversationId: 'c1',
    turns: demoTurns(now),
    learning: demoLearning(now),
    things: {
      notes: [
        { id: 'n1', text: 'The spare key is with Ana.', createdAt: now - 2 * DAY },
        { id: 'n2', text: 'Wifi at the cabin: lakeside-2 / kingfisher', createdAt: now - 9 * DAY },
      ],
      listItems: [
        item('l1', 'shopping', 'oat milk', now),
        item('l2', 'shopping', 'a bag of coffee', now),
        { ...item('l3', 'shopping', 'lemons', now), done: true },
        item('l4', 'todo', 'file the tax return', now),
      ],
      reminders: [
        reminder('r0', 'reminder', 'water the plants', now - 20 * 60_000),
        reminder('r1', 'reminder', 'call the dentist', now + 18 * HOUR),
        reminder('r2', 'timer', 'Tea', now + 4 * 60_000),
      ],
    },
    due: [reminder('r0', 'reminder', 'water the plants', now - 20 * 60_000)],
  };
}

function item(id: string, list: 'todo' | 'shopping', text: string, now: number) {
  return { id, list, text, done: false, createdAt: now - DAY };
}

function reminder(id: string, kind: 'reminder' | 'timer', text: string, dueAt: number) {
  return { id, kind, text, dueAt, createdAt: dueAt - DAY, dismissedAt: null };
}

/** Everything that ever happened in the demo, newest first. */
export function demoHistory(now: number): Episode[] {
  const old = demoLearned(now).map(({ signal, request }) =>
    episode({
      id: signal.episodeId,
      sequence: signal.sequence,
      conversationId: 'c2',
      at: signal.at,
      request,
      decision: decision([
        [signal.action, -1, 24, 0, 0],
        ['reply', -2, 19, 0, 0],
      ]),
      reply: 'Done.',
    }),
  );
  return [
    ...demoTurns(now)
      .map((turn) => turn.episode)
      .toReversed(),
    ...old,
  ];
}
