import type { ActionId, Episode, ToolStep } from '../../memory/episode';
import { REPLY } from '../../memory/episode';
import type { ActionDescription } from '../action-description';
import type { LearnerOptions } from '../learner';
import { Learner } from '../learner';
import type { NewSignal } from '../learning';
import type { Signal, SignalKind } from '../signal';
import { FakeStore } from '../../testing/fake-store';
import type { Store } from '../../ports/store';
import { referenceSlotTrainer } from '../../slots/testing/reference-slot-trainer';
import { createLearningService } from '../local-learning-service';
import { referenceTrainer } from './reference-trainer';
import { syntheticEncoder } from './synthetic-encoder';

/** Tools whose examples are of one topic each. */
const TOPICS = ['alpha', 'beta', 'gamma', 'delta'] as const;

const UNRELATED_TOPICS = 40;

/** Unrelated requests are for words, as far as anyone knows before any feedback. */
const chat = Array.from({ length: UNRELATED_TOPICS }, (_, i) => `topic${i} chat`);

const ACTIONS: readonly ActionDescription[] = [
  { id: REPLY, title: 'Reply', examples: ['chat 1', 'chat 2', 'chat 3', ...chat] },
  ...TOPICS.map((topic) => ({
    id: `do_${topic}`,
    title: `Do ${topic}`,
    examples: [`${topic} e1`, `${topic} e2`, `${topic} e3`],
  })),
];

const OFF_SCOPE = Array.from({ length: 200 }, (_, i) => `topic${i % UNRELATED_TOPICS} off${i}`);

/** A learner over synthetic requests with a user who tells it things; every clock tick is a minute. */
export class SyntheticUser {
  static readonly actions = ACTIONS;
  readonly learner: Learner;
  readonly store: Store;
  #ticks = 0;

  private constructor(learner: Learner, store: Store) {
    this.learner = learner;
    this.store = store;
  }

  static async create(overrides: Partial<LearnerOptions> = {}): Promise<SyntheticUser> {
    let ids = 0;
    let now = Date.UTC(2026, 4, 12);
    const store = overrides.store ?? new FakeStore();
    const learner = await Learner.open({
      store,
      service: createLearningService(
        syntheticEncoder,
        referenceTrainer,
        () => Promise.resolve(),
        referenceSlotTrainer,
      ),
      clock: { now: () => (now += 1000) },
      newId: () => `id${ids++}`,
      actions: ACTIONS,
      kappa: 10,
      requests: () => Promise.resolve(OFF_SCOPE),
      ...overrides,
    });
    return new SyntheticUser(learner, store);
  }

  /** Asks, and has the agent do what it decides. */
  async ask(request: string, changes: Partial<Episode> = {}): Promise<Episode> {
    const decision = await this.decision(request);
    const { embedding } = await this.learner.situate(request);
    const tick = this.#ticks++;
    const episode: Episode = {
      id: `episode-${request}`,
      conversationId: `conversation-${tick}`,
      sequence: this.store.nextSequence(),
      at: Date.UTC(2026, 4, 12) + 60_000 * tick,
      request,
      embedding,
      encoderHash: 'synthetic',
      decision,
      steps: decision.chosen === REPLY ? [] : [step(decision.chosen)],
      reply: '',
      editedReply: null,
      status: 'done',
      tainted: false,
      ...changes,
    };
    await this.learner.recordEpisode(episode);
    return episode;
  }

  async decision(request: string) {
    const situation = await this.learner.situate(request);
    const languageModel = new Map(ACTIONS.map(({ id }) => [id, -Math.log(ACTIONS.length)]));
    return this.learner.decide(situation, { languageModel, modelId: 'none', seconds: 0 });
  }

  async say(episode: Episode, kind: SignalKind, action: ActionId, tainted = false) {
    const signal: NewSignal = {
      episodeId: episode.id,
      conversationId: episode.conversationId,
      step: 0,
      kind,
      action,
      argument: null,
      provenance: 'user',
      tainted,
    };
    const [recorded] = await this.learner.recordSignals([signal]);
    return recorded;
  }

  /** Asks and then names the right action, by a thumb where the agent had it right. */
  async teach(request: string, action: ActionId): Promise<Signal> {
    const episode = await this.ask(request);
    const right = episode.decision?.chosen === action;
    return this.say(episode, right ? 'thumbs-up' : 'correction', action);
  }
}

export function step(toolId: string, changes: Partial<ToolStep> = {}): ToolStep {
  return {
    toolId,
    arguments: {},
    origins: {},
    outcome: { status: 'done', data: null, sentence: 'Done.' },
    inverse: [],
    undone: false,
    origin: 'agent',
    seconds: 0,
    ...changes,
  };
}
