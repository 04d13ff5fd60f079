import type { Basis } from '../../src/core/learning/basis';
import type { Example } from '../../src/core/learning/examples';
import { FeatureSpace } from '../../src/core/learning/feature-space';
import { insightOf, recall } from '../../src/core/learning/insight';
import type { Label } from '../../src/core/learning/label';
import { addLabel } from '../../src/core/learning/ledger';
import type { Ledger } from '../../src/core/learning/ledger';
import { NO_EXPERIENCE } from '../../src/core/learning/experience';
import { COLD_STEPS, FIRST_TRAINING, TRAINING_EVERY } from '../../src/core/learning/parameters';
import { WARM_STEPS } from '../../src/core/learning/parameters';
import { decide, SILENT_MEMORY } from '../../src/core/learning/policy';
import { INITIAL_LEARNING } from '../../src/core/learning/reduce-learning';
import type { ActionExamples } from '../../src/core/learning/similarity';
import { similarities } from '../../src/core/learning/similarity';
import type { GateReport, Head } from '../../src/core/learning/snapshot';
import { runTrainingJob } from '../../src/core/learning/training-job';
import type { Trainer } from '../../src/core/ports/trainer';

export interface PupilOptions {
  readonly memory: boolean;
  readonly adapter: boolean;
  /** A candidate goes live only through gate A; otherwise every candidate does at once. */
  readonly gated: boolean;
  readonly basis: Basis;
  readonly actionExamples: readonly ActionExamples[];
  readonly kappa: number;
  readonly trainer: Trainer;
}

/** One arm: an agent without a language model (every action is as likely to it) that is told after each request. */
export class Pupil {
  readonly gates: GateReport[] = [];
  /** Milliseconds of each update, gate A included. */
  readonly updates: number[] = [];
  head: Head | null = null;
  #ledger: Ledger = [];
  #labels = 0;
  readonly #options: PupilOptions;
  readonly #space: FeatureSpace;
  readonly #actions: readonly string[];

  constructor(options: PupilOptions) {
    this.#options = options;
    this.#actions = options.actionExamples.map(({ action }) => action);
    this.#space = new FeatureSpace(
      options.basis,
      this.#actions,
      options.actionExamples,
      options.kappa,
    );
  }

  choose(embedding: Float32Array) {
    const { memory, actionExamples, kappa } = this.#options;
    const insight = this.#insight();
    const found = similarities(actionExamples, embedding);
    return decide({
      actions: this.#actions,
      languageModel: this.#actions.map(() => -Math.log(this.#actions.length)),
      similarities: this.#actions.map((action) => found.get(action) ?? 0),
      kappa,
      phi: this.#space.phi(embedding),
      gate: this.head ? insight.gate(embedding) : 0,
      live: this.head,
      candidate: null,
      memory: memory ? recall(insight, embedding) : SILENT_MEMORY,
    });
  }

  /** A correction where the agent chose otherwise, a thumb up where it chose what the user says is right. */
  async tell(request: string, embedding: Float32Array, said: string): Promise<void> {
    const decision = this.choose(embedding);
    const corrected = decision.chosen !== said;
    const id = String(this.#labels++);
    const label: Label = {
      signalId: `signal ${id}`,
      episodeId: `episode ${id}`,
      conversationId: `conversation ${id}`,
      sequence: this.#labels,
      at: 0,
      request,
      embedding,
      encoderHash: this.#options.basis.encoderHash,
      action: said,
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
    const due = this.#labels >= FIRST_TRAINING && this.#labels % TRAINING_EVERY === 0;
    if (this.#options.adapter && due) await this.#train();
  }

  #known: ReturnType<typeof insightOf> | null = null;

  #insight() {
    this.#known ??= insightOf(
      { ...NO_EXPERIENCE, ledger: this.#ledger },
      INITIAL_LEARNING,
      this.#options.basis.encoderHash,
      this.#space,
    );
    return this.#known;
  }

  async #train(): Promise<void> {
    const { trainer, gated } = this.#options;
    const start = performance.now();
    const examples: readonly Example[] = this.#insight().examples;
    const { head, gate } = await runTrainingJob(
      {
        ...this.#options,
        actions: this.#actions,
        examples,
        pins: [],
        start: this.head,
        steps: this.head ? WARM_STEPS : COLD_STEPS,
        live: this.head,
        previous: null,
      },
      trainer,
      () => {},
    );
    this.updates.push(performance.now() - start);
    this.gates.push(gate);
    if (!gated || gate.passed) this.head = head;
  }
}
