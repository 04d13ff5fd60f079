import * as z from 'zod/mini';
import type { Conversation } from '../../core/conversation/conversation';
import type { LearningState } from '../../core/learning/learning-state';
import type { Signal } from '../../core/learning/signal';
import type { Head, Snapshot } from '../../core/learning/snapshot';
import type { Decision, Episode, Thread, ToolStep } from '../../core/memory/episode';
import type { PinnedCase, Setting } from '../../core/ports/store';
import type { Json } from '../../core/tools/json-schema';
import type { Change, ListItem, Note, Reminder } from '../../core/tools/user-data';
import { floats, number } from './special-values';

// No `new Function`: the page's content security policy forbids it.
z.config({ jitless: true });

const text = z.string();
const id = text;
const count = z.int().check(z.nonnegative());
/** Milliseconds since the epoch that a Date can hold. */
const time = z.number().check(z.minimum(-8.64e15), z.maximum(8.64e15));
const flag = z.boolean();
const json = z.json() as z.ZodMiniType<Json>;
const list = <T extends z.core.SomeType>(item: T) => z.array(item);
const orNull = <T extends z.core.SomeType>(schema: T) => z.nullable(schema);

export const note: z.ZodMiniType<Note> = z.object({ id, text, createdAt: time });

export const listItem: z.ZodMiniType<ListItem> = z.object({
  id,
  list: z.enum(['todo', 'shopping']),
  text,
  done: flag,
  createdAt: time,
});

export const reminder: z.ZodMiniType<Reminder> = z.object({
  id,
  kind: z.enum(['reminder', 'timer']),
  text,
  dueAt: time,
  createdAt: time,
  dismissedAt: orNull(time),
});

const put = z.literal('put');
const change: z.ZodMiniType<Change> = z.union([
  z.object({ type: put, table: z.literal('notes'), record: note }),
  z.object({ type: put, table: z.literal('listItems'), record: listItem }),
  z.object({ type: put, table: z.literal('reminders'), record: reminder }),
  z.object({
    type: z.literal('delete'),
    table: z.enum(['notes', 'listItems', 'reminders']),
    id,
  }),
]);

export const conversation: z.ZodMiniType<Conversation> = z.object({
  id,
  title: text,
  createdAt: time,
  updatedAt: time,
});

const decision: z.ZodMiniType<Decision> = z.object({
  candidates: list(
    z.object({
      action: id,
      languageModel: number,
      examples: number,
      adapter: number,
      memory: number,
      total: number,
      probability: number,
    }),
  ),
  chosen: id,
  propensity: number,
  frozenChoice: id,
  shadowChoice: orNull(id),
  gate: number,
  snapshotId: orNull(id),
  modelId: text,
  recollections: list(
    z.object({
      episodeId: id,
      signalId: id,
      request: text,
      action: id,
      similarity: number,
      corrected: flag,
      at: time,
    }),
  ),
  seconds: number,
  unasked: z.optional(list(id)),
});

const values = z.record(text, json);
const origins = z.record(
  text,
  z.enum(['words', 'clock', 'memory', 'default', 'generated', 'user']),
);
const words = z.optional(z.record(text, text));
const learned = z.optional(z.record(text, z.object({ episodeId: id, request: text, at: time })));

const step: z.ZodMiniType<ToolStep> = z.object({
  toolId: id,
  arguments: values,
  origins,
  words,
  learned,
  outcome: z.union([
    z.object({
      status: z.literal('done'),
      data: json,
      sentence: text,
    }),
    z.object({ status: z.literal('failed'), code: text, sentence: text }),
  ]),
  inverse: list(change),
  undone: flag,
  origin: z.enum(['agent', 'correction']),
  seconds: number,
});

const thread: z.ZodMiniType<Thread> = z.object({
  resolved: orNull(text),
  part: orNull(z.object({ message: text, first: id, index: count, count })),
  refersTo: orNull(
    z.object({ episodeId: id, as: z.enum(['change', 'repeat', 'undo', 'quote', 'answer']) }),
  ),
  question: orNull(
    z.object({
      toolId: id,
      arguments: values,
      origins,
      words,
      missing: list(text),
    }),
  ),
});

export const episode: z.ZodMiniType<Episode> = z.object({
  id,
  conversationId: id,
  sequence: count,
  at: time,
  request: text,
  embedding: orNull(floats),
  encoderHash: text,
  decision: orNull(decision),
  steps: list(step),
  reply: text,
  editedReply: orNull(text),
  status: z.enum(['done', 'failed', 'cancelled']),
  tainted: flag,
  // Older episodes all stand by themselves.
  thread: z.optional(thread),
});

export const signal: z.ZodMiniType<Signal> = z.object({
  id,
  sequence: count,
  at: time,
  episodeId: id,
  conversationId: id,
  step: count,
  kind: z.enum([
    'correction',
    'answer-edit',
    'argument-edit',
    'hindsight',
    'thumbs-up',
    'verified-success',
    'thumbs-down',
    'undo',
    'schema-failure',
    'rephrase',
    'copy',
    'abandon',
  ]),
  action: id,
  argument: orNull(z.object({ name: text, before: text, after: text })),
  provenance: z.enum(['user', 'verifier']),
  tainted: flag,
  revoked: flag,
});

/** Weights of the wrong size would be read past their end. */
const fits = ({ actions, dimensions, weights, bias }: Head) =>
  weights.length === actions.length * dimensions && bias.length === actions.length;

const head: z.ZodMiniType<Head> = z
  .object({ actions: list(id), dimensions: count, weights: floats, bias: floats })
  .check(z.refine(fits, 'weights do not fit the actions'));

export const snapshot: z.ZodMiniType<Snapshot> = z.object({
  id,
  number: count,
  parentId: orNull(id),
  sequence: count,
  at: time,
  head,
  encoderHash: text,
  projectionHash: text,
  hash: text,
  gate: z.object({
    passed: flag,
    checks: list(
      z.object({
        name: z.enum([
          'pinned',
          'audit-divergence',
          'audit-flips',
          'invalid-calls',
          'finite',
          'holdout',
        ]),
        passed: flag,
        value: number,
        limit: number,
        sentence: text,
      }),
    ),
    wins: count,
    losses: count,
    significant: flag,
  }),
  changes: list(
    z.object({
      request: text,
      before: id,
      after: id,
      episodeId: orNull(id),
      right: orNull(flag),
    }),
  ),
  examples: count,
  status: z.enum(['candidate', 'live', 'retired', 'discarded', 'rolled-back']),
  reason: text,
});

export const pin: z.ZodMiniType<PinnedCase> = z.object({
  id,
  episodeId: id,
  request: text,
  action: id,
});

export const setting: z.ZodMiniType<Setting> = z.object({ id, value: json });

export const learningState: z.ZodMiniType<LearningState> = z.object({
  liveId: orNull(id),
  trial: orNull(
    z.object({ candidateId: id, since: count, events: count, wins: count, losses: count }),
  ),
  monitor: z.object({
    since: number,
    cusum: number,
    expected: number,
    wins: number,
    losses: number,
    undone: list(flag),
    rest: number,
    hurry: number,
  }),
  candidates: count,
  trainedAt: count,
  quarantined: list(id),
  // Not in exports of the first days.
  kept: z._default(list(id), []),
  alarms: z._default(
    list(
      z.object({
        sequence: count,
        snapshotId: orNull(id),
        to: orNull(id),
        reason: text,
        quarantined: count,
      }),
    ),
    [],
  ),
  paused: flag,
});
