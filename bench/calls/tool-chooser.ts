import type { Basis } from '../../src/core/learning/basis';
import { NO_EXPERIENCE } from '../../src/core/learning/experience';
import { FeatureSpace } from '../../src/core/learning/feature-space';
import { insightOf, recall } from '../../src/core/learning/insight';
import type { Insight } from '../../src/core/learning/insight';
import type { Label } from '../../src/core/learning/label';
import type { Ledger } from '../../src/core/learning/ledger';
import { addLabel } from '../../src/core/learning/ledger';
import {
  COLD_STEPS,
  FIRST_TRAINING,
  TRAINING_EVERY,
  WARM_STEPS,
} from '../../src/core/learning/parameters';
import { decide, SILENT_MEMORY } from '../../src/core/learning/policy';
import type { PolicyDecision } from '../../src/core/learning/policy';
import { INITIAL_LEARNING } from '../../src/core/learning/reduce-learning';
import type { ActionExamples } from '../../src/core/learning/similarity';
import { similarities } from '../../src/core/learning/similarity';
import type { Head } from '../../src/core/learning/snapshot';
import { runTrainingJob } from '../../src/core/learning/training-job';
import type { Trainer } from '../../src/core/ports/trainer';

export interface ChooserOptions {
  readonly memory: boolean;
  readonly adapter: boolean;
  /** Requests that the user put right or confirmed count as examples of their tool in the prior. */
  readonly growing: boolean;
  readonly basis: Basis;
  readonly actionExamples: readonly ActionExamples[];
  readonly kappa: number;
  readonly trainer: Trainer;
}

/** Labels between two trainings, as a share of those there are: 60 trainings in 1,000 requests. */
const GROWTH = 0.05;

/**
 * The decision part on core's own policy, memory and training; a candidate is live at once, as if the user approved
 * it. (`bench/learning` drives the whole learner, gates and store included.)
 */
export class ToolChooser {
  readonly #options: ChooserOptions;
  readonly #space: FeatureSpace;
  readonly #actions: readonly string[];
  #ledger: Ledger = [];
  #labels = 0;
  #trainedAt = 0;
  #head: Head | null = null;
  #known: Insight | null = null;
  /** What the prior was fitted to last. */
  #prior: readonly ActionExamples[];
  readonly #examples: Map<string, Float32Array[]>;
  #fittedAt = 0;

  constructor(options: ChooserOptions) {
    const { actionExamples, basis, kappa } = options;
    this.#options = options;
    this.#actions = actionExamples.map(({ action }) => action);
    this.#prior = actionExamples;
    this.#examples = new Map(
      actionExamples.map(({ action, embeddings }) => [action, [...embeddings]]),
    );
    this.#space = new FeatureSpace(basis, this.#actions, actionExamples, kappa);
  }

  /** To a language model that isn't there every action is as likely. */
  choose(embedding: Float32Array): PolicyDecision {
    const { memory, kappa } = this.#options;
    const insight = this.#insight();
    const found = similarities(this.#prior, embedding);
    return decide({
      actions: this.#actions,
      languageModel: this.#actions.map(() => -Math.log(this.#actions.length)),
      similarities: this.#actions.map((action) => found.get(action) ?? 0),
      kappa,
      phi: this.#space.phi(embedding),
      gate: this.#head ? insight.gate(embedding) : 0,
      live: this.#head,
      candidate: null,
      memory: memory
        ? recall(insight, this.#prior, { embedding, similarities: found })
        : SILENT_MEMORY,
    });
  }

  /** A correction where the agent chose otherwise, a thumb up where it chose what is right. */
  async tell(
    request: string,
    embedding: Float32Array,
    decision: PolicyDecision,
    right: string,
  ): Promise<void> {
    const { memory, adapter, growing, basis } = this.#options;
    if (growing) this.#grow(embedding, right);
    if (!memory && !adapter) return;
    const corrected = decision.chosen !== right;
    const id = String(this.#labels++);
    const label: Label = {
      signalId: `signal ${id}`,
      episodeId: `episode ${id}`,
      conversationId: `conversation ${id}`,
      sequence: this.#labels,
      at: 0,
      request,
      embedding,
      encoderHash: basis.encoderHash,
      action: right,
      sign: 1,
      trust: corrected ? 1 : 0.5,
      kind: corrected ? 'correction' : 'thumbs-up',
      prior: {
        actions: this.#actions,
        scores: decision.candidates.map((c) => c.languageModel + c.examples),
      },
      mistakes: corrected ? [decision.chosen, decision.frozenChoice] : [],
    };
    this.#ledger = addLabel(this.#ledger, label);
    this.#known = null;
    const pause = Math.max(TRAINING_EVERY, Math.floor(GROWTH * this.#trainedAt));
    const due = this.#labels >= FIRST_TRAINING && this.#labels - this.#trainedAt >= pause;
    if (adapter && due) await this.#train();
  }

  #grow(embedding: Float32Array, right: string): void {
    this.#examples.get(right)!.push(embedding);
    const count = [...this.#examples.values()].reduce((sum, list) => sum + list.length, 0);
    if (count < this.#fittedAt * (1 + GROWTH)) return;
    this.#fittedAt = count;
    this.#prior = [...this.#examples].map(([action, embeddings]) => ({
      action,
      embeddings: [...embeddings],
    }));
  }

  #insight(): Insight {
    const experience = { ...NO_EXPERIENCE, ledger: this.#ledger };
    const { encoderHash } = this.#options.basis;
    this.#known ??= insightOf(experience, INITIAL_LEARNING, encoderHash, this.#space);
    return this.#known;
  }

  async #train(): Promise<void> {
    const { head } = await runTrainingJob(
      {
        ...this.#options,
        actions: this.#actions,
        examples: this.#insight().examples,
        pins: [],
        failedCalls: [],
        start: this.#head,
        steps: this.#head ? WARM_STEPS : COLD_STEPS,
        live: this.#head,
        previous: null,
      },
      this.#options.trainer,
      () => {},
    );
    this.#trainedAt = this.#labels;
    this.#head = head;
  }
}
