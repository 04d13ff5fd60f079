import * as fc from 'fast-check';
import type { LearningState } from '../learning/learning-state';
import type { Signal } from '../learning/signal';
import type { Snapshot } from '../learning/snapshot';
import type { Decision, Episode, ToolStep } from '../memory/episode';
import type { Batch, StoreTable } from '../ports/store';
import type { Change, ListItem, Note, Reminder } from '../tools/user-data';

/** Records in which every field is set, for tests of stores; ids tell them apart. */

export const sampleNote = (id: string, text = 'the boiler code is 4471'): Note => ({
  id,
  text,
  createdAt: 1_700_000_000_000,
});

export const sampleItem = (id: string, done = false): ListItem => ({
  id,
  list: 'shopping',
  text: 'oat milk',
  done,
  createdAt: 1_700_000_000_001,
});

const sampleReminder = (id: string): Reminder => ({
  id,
  kind: 'timer',
  text: 'tea “Earl Grey” 🫖',
  dueAt: 1_700_000_100_000,
  createdAt: 1_700_000_000_002,
  dismissedAt: null,
});

const decision: Decision = {
  candidates: [
    {
      action: 'save_note',
      languageModel: -0.5,
      examples: 31.25,
      adapter: 0.1,
      memory: 0,
      total: 30.85,
      probability: 1,
    },
    {
      action: 'forbidden',
      languageModel: -2,
      examples: 0,
      adapter: 0,
      memory: 0,
      total: -Infinity,
      probability: 0,
    },
  ],
  chosen: 'save_note',
  propensity: 1,
  frozenChoice: 'reply',
  shadowChoice: null,
  gate: 0.25,
  snapshotId: null,
  modelId: 'model',
  recollections: [
    {
      episodeId: 'e0',
      signalId: 's0',
      request: 'note the boiler code',
      action: 'save_note',
      similarity: 0.875,
      corrected: true,
      at: 5,
    },
  ],
  seconds: 0.5,
};

const step: ToolStep = {
  toolId: 'save_note',
  arguments: { text: 'the boiler code', times: 2 },
  origins: { text: 'memory', times: 'generated' },
  learned: { text: { episodeId: 'e0', request: 'note the boiler', at: 1_762_000_000_000 } },
  outcome: { status: 'done', data: { saved: [1, null, { deep: true }] }, sentence: 'Saved.' },
  inverse: [
    { type: 'delete', table: 'notes', id: 'n1' },
    { type: 'put', table: 'listItems', record: sampleItem('i1') },
  ],
  undone: false,
  origin: 'agent',
  seconds: 0.25,
};

export const sampleEpisode = (
  id: string,
  sequence: number,
  conversationId = 'c1',
): Required<Episode> => ({
  id,
  conversationId,
  sequence,
  at: 1_700_000_000_000,
  request: 'note that the boiler code is 4471',
  embedding: Float32Array.from({ length: 256 }, (_, i) => Math.fround(Math.sin(i + sequence))),
  encoderHash: 'abc',
  decision,
  steps: [
    step,
    { ...step, outcome: { status: 'failed', code: 'tool-failed', sentence: 'It did not.' } },
  ],
  reply: 'Saved.',
  editedReply: null,
  status: 'done',
  tainted: false,
  thread: {
    resolved: 'note that the boiler code is 4472',
    part: { message: 'note it, and add milk', first: 'e0', index: 0, count: 2 },
    refersTo: { episodeId: 'e0', as: 'change' },
    question: {
      toolId: 'save_note',
      arguments: { times: 2 },
      origins: { times: 'words' },
      missing: ['text'],
    },
  },
});

export const sampleSignal = (
  id: string,
  sequence: number,
  episodeId = 'e1',
  conversationId = 'c1',
): Signal => ({
  id,
  sequence,
  at: 1,
  episodeId,
  conversationId,
  step: 0,
  kind: 'argument-edit',
  action: 'save_note',
  argument: { name: 'text', before: 'a', after: 'b' },
  provenance: 'user',
  tainted: false,
  revoked: false,
});

export const sampleSnapshot = (id: string, sequence: number): Snapshot => ({
  id,
  number: 1,
  parentId: null,
  sequence,
  at: 1,
  head: {
    actions: ['reply', 'save_note'],
    dimensions: 3,
    weights: Float32Array.of(0, 1.5, -2, 1e-20, 3.4e38, 0.1),
    bias: Float32Array.of(0.25, -0.25),
  },
  encoderHash: 'abc',
  projectionHash: 'def',
  hash: '123',
  gate: {
    passed: true,
    checks: [{ name: 'pinned', passed: true, value: 1, limit: 1, sentence: 'All pinned.' }],
    wins: 3,
    losses: 1,
    significant: false,
  },
  changes: [{ request: 'x', before: 'reply', after: 'save_note', episodeId: 'e1', right: null }],
  examples: 8,
  status: 'live',
  reason: 'It was right five times out of five.',
});

export const samplePin = (id: string, episodeId = 'e1') => ({
  id,
  episodeId,
  request: 'note the boiler code',
  action: 'save_note',
});

const sampleConversation = (id: string) => ({
  id,
  title: 'Boiler',
  createdAt: 1,
  updatedAt: 2,
});

export const sampleLearning: LearningState = {
  liveId: 'v1',
  trial: { candidateId: 'v2', since: 4, events: 3, wins: 2, losses: 0 },
  monitor: {
    since: 2,
    cusum: 0.5,
    expected: 0.1,
    wins: 1,
    losses: 0,
    undone: [false, true],
    rest: 0,
    hurry: 0,
  },
  candidates: 2,
  trainedAt: 13,
  quarantined: ['s9'],
  kept: ['v1'],
  alarms: [{ sequence: 3, snapshotId: 'v0', to: null, reason: 'it was wrong', quarantined: 1 }],
  paused: false,
};

/** One record in every table. */
export const fullBatch: Batch = {
  conversations: [sampleConversation('c1')],
  episodes: [sampleEpisode('e1', 1)],
  signals: [sampleSignal('s1', 2)],
  snapshots: [sampleSnapshot('v1', 3)],
  pins: [samplePin('p1')],
  settings: [{ id: 'theme', value: { dark: true, sizes: [1, 2.5], none: null } }],
  learning: sampleLearning,
  changes: [
    { type: 'put', table: 'notes', record: sampleNote('n1') },
    { type: 'put', table: 'listItems', record: sampleItem('i1') },
    { type: 'put', table: 'reminders', record: sampleReminder('r1') },
  ],
};

const id = fc.constantFrom('a', 'b', 'c', 'd');
const sequence = fc.nat(50);
const some = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 3 });

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(id, fc.string()).map(([key, text]): Change => ({
    type: 'put',
    table: 'notes',
    record: sampleNote(key, text),
  })),
  fc.tuple(id, fc.boolean()).map(([key, done]): Change => ({
    type: 'put',
    table: 'listItems',
    record: sampleItem(key, done),
  })),
  fc
    .tuple(fc.constantFrom('notes' as const, 'listItems' as const), id)
    .map(([table, key]): Change => ({ type: 'delete', table, id: key })),
);

const tables: readonly StoreTable[] = ['conversations', 'episodes', 'signals', 'snapshots', 'pins'];

/** Batches over few ids, so that records meet, replace and delete each other. */
export const randomBatch: fc.Arbitrary<Batch> = fc.record(
  {
    conversations: some(id.map(sampleConversation)),
    episodes: some(fc.tuple(id, sequence, id).map((parts) => sampleEpisode(...parts))),
    signals: some(fc.tuple(id, sequence, id, id).map((parts) => sampleSignal(...parts))),
    snapshots: some(fc.tuple(id, sequence).map((parts) => sampleSnapshot(...parts))),
    pins: some(fc.tuple(id, id).map((parts) => samplePin(...parts))),
    settings: some(fc.record({ id, value: fc.oneof(fc.string(), fc.nat(), fc.boolean()) })),
    changes: some(change),
    deletes: some(fc.record({ table: fc.constantFrom(...tables), id })),
    learning: fc.nat().map((trainedAt) => ({ ...sampleLearning, trainedAt })),
  },
  { requiredKeys: [] },
);
