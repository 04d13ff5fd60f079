import { FIRST_TRAINING } from '../core/learning/parameters';
import { INITIAL_LEARNING } from '../core/learning/reduce-learning';
import { embeddedModel } from '../core/models/model-entry';
import type { Tool } from '../core/tools/tool';
import type { AppState } from './app-state';

/** What the page shows before anything is open. */
export function initialState(tools: readonly Tool[]): AppState {
  return {
    startup: { status: 'starting', models: [], error: null },
    engine: null,
    models: {
      active: embeddedModel,
      status: 'unloaded',
      entries: [embeddedModel],
      listing: 'unread',
      stock: [],
      jobs: [],
      removing: [],
      device: null,
      profile: null,
      measured: null,
    },
    online: true,
    offlineReady: false,
    waitingForTab: false,
    tools,
    conversations: [],
    conversationId: null,
    turns: [],
    busy: false,
    notices: [],
    learning: {
      state: INITIAL_LEARNING,
      snapshots: [],
      success: [],
      learned: [],
      pins: [],
      training: null,
      evidence: null,
      pairs: [],
      alarms: [],
      reembedding: null,
      silent: [],
      examples: 0,
      examplesNeeded: FIRST_TRAINING,
      backend: null,
    },
    forgetting: [],
    things: { notes: [], listItems: [], reminders: [] },
    due: [],
    storage: null,
  };
}
