import type { LearningService, LearningServiceInfo } from '../ports/learning-service';
import type { Store } from '../ports/store';
import type { ActionDescription } from './action-description';
import { FeatureSpace } from './feature-space';
import { buildAndStoreBasis, prepareExamples, storedBasis } from './preparation';
import type { recall } from './insight';
import type { ActionExamples } from './similarity';
import type { Snapshot } from './snapshot';

export interface FacultyOptions {
  readonly store: Store;
  readonly service: LearningService;
  readonly actions: readonly ActionDescription[];
  readonly kappa: number;
  /** Requests that no tool is for; asked for when the features are fitted. */
  readonly requests: () => Promise<readonly string[]>;
  /** Lets the host take its next task between pieces of work that would keep a page's thread for long together. */
  readonly nextTask?: () => Promise<void>;
  /** How memory speaks; the benchmark silences parts of it. */
  readonly recall?: typeof recall;
}

/** What deciding and training need of the encoder, got when it is first asked for and kept. */
export class Faculties {
  info: LearningServiceInfo | null = null;
  examples: readonly ActionExamples[] = [];
  /** Null until the features are fitted; until then no head can speak or be trained. */
  space: FeatureSpace | null = null;
  readonly #options: FacultyOptions;
  #prepared: Promise<void> | null = null;
  #fitted: Promise<FeatureSpace> | null = null;

  constructor(options: FacultyOptions) {
    this.#options = options;
  }

  /** Example requests, and the features where they are stored already. A failure is forgotten: ask again. */
  prepare(): Promise<void> {
    this.#prepared ??= this.#prepare().catch((error: unknown) => {
      this.#prepared = null;
      throw error;
    });
    return this.#prepared;
  }

  /** The features; the first time with an encoder this takes seconds. */
  features(): Promise<FeatureSpace> {
    this.#fitted ??= this.#fit().catch((error: unknown) => {
      this.#fitted = null;
      throw error;
    });
    return this.#fitted;
  }

  /** After a training: a backend that proved unfit was left for another. */
  async describeAgain(): Promise<void> {
    // A worker that was lost says so elsewhere.
    const info = await this.#options.service.describe().catch(() => null);
    if (this.info && info && info.backend !== this.info.backend) this.info = info;
  }

  /** Whether a version was learned on these features, so that it can speak; while they are unknown, with this encoder. */
  readonly fits = ({ encoderHash, projectionHash }: Snapshot): boolean => {
    if (this.space) return projectionHash === this.space.basis.projection.hash;
    return this.info === null || encoderHash === this.info.encoderHash;
  };

  async #prepare(): Promise<void> {
    const { actions, service, store, kappa } = this.#options;
    const info = await service.describe();
    this.examples = await prepareExamples(actions, info, service, store);
    const basis = await storedBasis(info.encoderHash, store);
    if (basis) this.space = new FeatureSpace(basis, ids(actions), this.examples, kappa);
    this.info = info;
  }

  async #fit(): Promise<FeatureSpace> {
    await this.prepare();
    if (this.space) return this.space;
    const { actions, service, store, kappa, requests, nextTask } = this.#options;
    const basis = await buildAndStoreBasis(await requests(), service, store, nextTask);
    this.space = new FeatureSpace(basis, ids(actions), this.examples, kappa);
    return this.space;
  }
}

const ids = (actions: readonly ActionDescription[]) => actions.map(({ id }) => id);
