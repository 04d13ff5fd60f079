import type { ActionId, Decision, Episode, ToolStep } from '../../src/core/memory/episode';
import { REPLY } from '../../src/core/memory/episode';
import type { ActionDescription } from '../../src/core/learning/action-description';
import type { Basis } from '../../src/core/learning/basis';
import type { FacultyOptions } from '../../src/core/learning/faculties';
import type { DecisionContext } from '../../src/core/learning/learning';
import { headHash } from '../../src/core/learning/head';
import { Learner } from '../../src/core/learning/learner';
import { freshMonitor } from '../../src/core/learning/monitor';
import { project } from '../../src/core/learning/projection';
import type { SignalKind } from '../../src/core/learning/signal';
import { runTrainingJob } from '../../src/core/learning/training-job';
import type { LearningService } from '../../src/core/ports/learning-service';
import type { Store } from '../../src/core/ports/store';
import type { Trainer } from '../../src/core/ports/trainer';
import { MemoryStore } from './memory-store';

/** Events of a day: the first training of a day starts from zero. */
const EVENTS_A_DAY = 50;
const DAY = 86_400_000;
/** Times the trained weights: enough to change decisions, which a turned head alone seldom does. */
const SPOILT = 5;

export interface AgentOptions {
  readonly actions: readonly ActionDescription[];
  readonly basis: Basis;
  readonly kappa: number;
  readonly trainer: Trainer;
  readonly stateOf: (text: string) => Float32Array;
  readonly recall?: FacultyOptions['recall'];
  /** False for arms that never train. */
  readonly trains: boolean;
  /** What a language model says; without it every action is as likely. */
  readonly advise?: (text: string) => Omit<DecisionContext, 'seconds'>;
}

/** The app's `Learner` over a store in memory; without a language model where none advises it. */
export class Agent {
  readonly store: Store = new MemoryStore();
  /** Milliseconds of each training, gate A included. */
  readonly updates: number[] = [];
  learner: Learner;
  readonly #options: AgentOptions;
  #actions: readonly ActionDescription[];
  #episodes = 0;

  private constructor(options: AgentOptions, learner: Learner, store: Store) {
    this.#options = options;
    this.#actions = options.actions;
    this.learner = learner;
    this.store = store;
  }

  static async create(options: AgentOptions, store: Store = new MemoryStore()): Promise<Agent> {
    const clock = { events: 0 };
    const agent = new Agent(options, await open(options, options.actions, store, clock), store);
    agent.#clock = clock;
    await agent.#ready();
    return agent;
  }

  #clock = { events: 0 };

  /**
   * A harmful version takes the live one's place: its rows have changed places and shout. Where no version is live yet, the
   * newest one's rows, over the untrained agent. Its id.
   */
  async spoil(): Promise<string> {
    const { snapshots, state } = this.learner.view;
    const live = snapshots.find(({ id }) => id === state.liveId) ?? snapshots[0];
    if (!live) throw new Error('Nothing was trained yet that could be spoilt.');
    const { weights, bias, dimensions } = live.head;
    const loud = (values: Float32Array) => values.map((value) => SPOILT * value);
    const head = {
      ...live.head,
      weights: loud(turned(weights, dimensions)),
      bias: loud(turned(bias, 1)),
    };
    const id = 'spoilt';
    const sequence = this.store.nextSequence();
    const spoilt = { ...live, id, sequence, head, hash: headHash(head), status: 'live' as const };
    await this.store.commit({
      snapshots: [{ ...spoilt, number: live.number + 1, parentId: state.liveId }],
      learning: {
        ...state,
        liveId: id,
        trial: null,
        monitor: freshMonitor(sequence, state.monitor.expected),
      },
    });
    await this.reopen(this.#actions);
    return id;
  }

  /** Closes and opens again with other tools. */
  async reopen(actions: readonly ActionDescription[]): Promise<void> {
    this.#actions = actions;
    this.learner = await open(this.#options, actions, this.store, this.#clock);
    await this.#ready();
  }

  async #ready(): Promise<void> {
    await this.learner.prepare();
    if (!this.#options.trains) await this.learner.pause(true);
  }

  async decide(text: string): Promise<Decision> {
    const situation = await this.learner.situate(text);
    const even = -Math.log(this.#actions.length);
    const none = {
      languageModel: new Map(this.#actions.map(({ id }) => [id, even])),
      modelId: 'none',
    };
    const advice = this.#options.advise?.(text) ?? none;
    return this.learner.decide(situation, { ...advice, seconds: 0 });
  }

  phi(text: string): Float32Array {
    return project(this.#options.basis.projection, this.#options.stateOf(text));
  }

  /** Decides, does it, and is told what was right: a correction where it chose otherwise, else a thumb up. */
  async meet(text: string, said: ActionId): Promise<Decision> {
    this.#clock.events++;
    const decision = await this.decide(text);
    const episode = this.#episode(text, decision, false);
    await this.learner.recordEpisode(episode);
    await this.#say(episode, decision.chosen === said ? 'thumbs-up' : 'correction', said);
    const start = performance.now();
    if (await this.learner.maybeTrain()) this.updates.push(performance.now() - start);
    return decision;
  }

  /** An episode with foreign text in its context, and signals as such text would want them. */
  async read(text: string, action: ActionId): Promise<void> {
    const decision = await this.decide(text);
    const episode = { ...this.#episode(text, decision, true), steps: [done(action)] };
    await this.learner.recordEpisode(episode);
    await this.#say(episode, 'thumbs-up', action);
    await this.#say(episode, 'copy', action);
  }

  async #say(episode: Episode, kind: SignalKind, action: ActionId): Promise<void> {
    await this.learner.recordSignals([
      {
        episodeId: episode.id,
        conversationId: episode.conversationId,
        step: 0,
        kind,
        action,
        argument: null,
        provenance: 'user',
        tainted: episode.tainted,
      },
    ]);
  }

  #episode(request: string, decision: Decision, tainted: boolean): Episode {
    const number = this.#episodes++;
    return {
      id: `episode ${number}`,
      conversationId: `conversation ${number}`,
      sequence: this.store.nextSequence(),
      at: timeOf(this.#clock.events),
      request,
      embedding: this.#options.stateOf(request),
      encoderHash: this.#options.basis.encoderHash,
      decision,
      steps: decision.chosen === REPLY ? [] : [done(decision.chosen)],
      reply: '',
      editedReply: null,
      status: 'done',
      tainted,
    };
  }
}

function open(
  { basis, kappa, recall, stateOf, trainer }: AgentOptions,
  actions: readonly ActionDescription[],
  store: Store,
  clock: { readonly events: number },
): Promise<Learner> {
  let ids = 0;
  const service: LearningService = {
    describe: () =>
      Promise.resolve({
        encoderHash: basis.encoderHash,
        dimensions: basis.projection.inputs,
        backend: trainer.backend,
      }),
    embed: (texts) => Promise.resolve(texts.map(stateOf)),
    buildBasis: () => Promise.resolve(basis),
    train: (job, onProgress, signal) => runTrainingJob(job, trainer, onProgress, signal),
  };
  return Learner.open({
    store,
    service,
    actions,
    kappa,
    requests: () => Promise.resolve([]),
    clock: { now: () => timeOf(clock.events) },
    newId: () => `${store.nextSequence()} ${ids++}`,
    ...(recall && { recall }),
  });
}

/** The same numbers, each row at the next one's place. */
function turned(values: Float32Array, width: number): Float32Array {
  const moved = new Float32Array(values.length);
  moved.set(values.subarray(0, values.length - width), width);
  moved.set(values.subarray(values.length - width));
  return moved;
}

const timeOf = (event: number) => Math.floor((event / EVENTS_A_DAY) * DAY);

function done(toolId: ActionId): ToolStep {
  return {
    toolId,
    arguments: {},
    origins: {},
    outcome: { status: 'done', data: null, sentence: '' },
    inverse: [],
    undone: false,
    origin: 'agent',
    seconds: 0,
  };
}
