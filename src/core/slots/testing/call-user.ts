import { fillArguments } from '../../agent/fill-arguments';
import { Learner } from '../../learning/learner';
import { createLearningService } from '../../learning/local-learning-service';
import type { SignalKind } from '../../learning/signal';
import { referenceTrainer } from '../../learning/testing/reference-trainer';
import { sampleDecision } from '../../learning/testing/sample-records';
import type { Episode } from '../../memory/episode';
import type { Encoder } from '../../ports/encoder';
import type { Store } from '../../ports/store';
import type { Prompt } from '../../ports/text-generator';
import { openedEpisode } from '../../testing/agent-fixture';
import { FakeEncoder } from '../../testing/fake-encoder';
import { FakeStore } from '../../testing/fake-store';
import { FakeTextGenerator } from '../../testing/fake-text-generator';
import { keepNote } from '../../testing/fake-tools';
import type { JsonSchema } from '../../tools/json-schema';
import type { Tool, ToolArguments } from '../../tools/tool';
import { ArgumentLearner } from '../argument-learner';
import { referenceSlotTrainer } from './reference-slot-trainer';

const words = { type: 'string', minLength: 1, 'x-source': 'request' } as const;

/** "play <artist> on <service>": the service may be left out. */
export const playMusic: Tool = {
  ...keepNote,
  id: 'play',
  title: 'Music',
  parameters: {
    type: 'object',
    properties: { artist: words, service: words },
    required: ['artist'],
    additionalProperties: false,
  },
  examples: [
    { request: 'play Bach on Deezer', arguments: { artist: 'Bach', service: 'Deezer' } },
    { request: 'play Prince on Pandora', arguments: { artist: 'Prince', service: 'Pandora' } },
    { request: 'play Sade', arguments: { artist: 'Sade' } },
  ],
};

/** A model that writes the first value that is allowed of each required parameter, and finds all choices as likely. */
class FirstChoice extends FakeTextGenerator {
  override generateObject(prompt: Prompt, schema: JsonSchema) {
    const values = schema.required.map((name) => {
      const property = schema.properties[name];
      return [name, property.type === 'string' ? property.enum?.[0] : null];
    });
    this.objects = [JSON.stringify(Object.fromEntries(values))];
    return super.generateObject(prompt, schema);
  }
}

/** A user of one tool, over the learner, the store and a training of the real kind; encoder and model are fakes. */
export class CallUser {
  readonly store: Store;
  readonly learner: Learner;
  readonly generator = new FirstChoice();
  readonly #arguments: ArgumentLearner;
  #calls = 0;

  private constructor(store: Store, learner: Learner, learned: ArgumentLearner) {
    this.store = store;
    this.learner = learner;
    this.#arguments = learned;
  }

  static async create(
    store: Store = new FakeStore(),
    encoder: Encoder = new FakeEncoder(),
  ): Promise<CallUser> {
    const pause = () => Promise.resolve();
    const service = createLearningService(encoder, referenceTrainer, pause, referenceSlotTrainer);
    let ids = 0;
    const common = {
      store,
      service,
      clock: { now: () => Date.UTC(2026, 4, 12) },
      newId: () => `id${store.nextSequence()}-${ids++}`,
    };
    const learned = await ArgumentLearner.open({ ...common, tools: [playMusic] });
    const learner = await Learner.open({
      ...common,
      arguments: learned,
      actions: [],
      kappa: 1,
      requests: () => Promise.resolve([]),
    });
    return new CallUser(store, learner, learned);
  }

  get refused(): readonly string[] {
    return this.#arguments.refused;
  }

  get versions() {
    return this.#arguments.view.versions;
  }

  get liveId(): string | null {
    return this.#arguments.view.liveId;
  }

  /** A call with these arguments, and what was said about it. */
  async call(request: string, args: ToolArguments, kind: SignalKind): Promise<Episode> {
    const id = `episode ${this.#calls++}`;
    const episode: Episode = {
      ...openedEpisode(request, { id, conversationId: id, status: 'done' }),
      sequence: this.store.nextSequence(),
      decision: sampleDecision({ [playMusic.id]: 1 }),
      steps: [
        {
          toolId: playMusic.id,
          arguments: args,
          origins: {},
          outcome: { status: 'done', data: null, sentence: 'Done.' },
          inverse: [],
          undone: false,
          origin: 'agent',
          seconds: 0,
        },
      ],
    };
    await this.learner.recordEpisode(episode);
    await this.say(episode, kind);
    return episode;
  }

  async say(episode: Episode, kind: SignalKind): Promise<string> {
    const { id: episodeId, conversationId } = episode;
    const about = { episodeId, conversationId, step: 0, action: playMusic.id, argument: null };
    const signal = { ...about, kind, provenance: 'user', tainted: false } as const;
    const [stored] = await this.learner.recordSignals([signal]);
    return stored.id;
  }

  /** What the agent fills a request with. */
  async fill(request: string) {
    const voice = await this.#arguments.voice(playMusic, request);
    const present = { now: 0, utcOffset: () => 0 };
    const { generator } = this;
    return fillArguments(playMusic, request, [], generator, present, undefined, voice);
  }

  /** Teaches calls of one kind that the rules get wrong: what is played stands before "tonight". */
  async teach(count: number, kind: SignalKind = 'argument-edit', from = 0): Promise<Episode[]> {
    const taught: Episode[] = [];
    for (let i = from; i < from + count; i++) {
      const artist = ARTISTS[i % ARTISTS.length];
      taught.push(await this.call(`play ${artist} tonight`, { artist }, kind));
    }
    return taught;
  }

  train(): Promise<boolean> {
    const exclusive = <T>(work: () => Promise<T>) => work();
    return this.#arguments.maybeTrain(exclusive, () => {});
  }
}

const ARTISTS = ['Adele', 'Nina Simone', 'Abba', 'Muse', 'Blur', 'Ella Fitzgerald', 'Miles Davis'];
