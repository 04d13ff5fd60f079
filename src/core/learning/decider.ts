import type { Decision } from '../memory/episode';
import type { Faculties, FacultyOptions } from './faculties';
import type { Insight } from './insight';
import { insightOf, recall, recollections } from './insight';
import type { DecisionContext, Situation } from './learning';
import { liveSnapshot, trialSnapshot } from './mind';
import type { Knowledge } from './notebook';
import { decide } from './policy';
import { similarities } from './similarity';
import type { Head, Snapshot } from './snapshot';
import { versionOf } from './unknown-version';
import { compareVersions } from './version-comparison';
import type { VersionComparison } from './version-comparison';

/** Decides by what is known; keeps what it worked out until that changes. */
export class Decider {
  readonly #options: FacultyOptions;
  readonly #faculties: Faculties;
  #insight: { readonly key: readonly unknown[]; readonly value: Insight } | null = null;

  constructor(options: FacultyOptions, faculties: Faculties) {
    this.#options = options;
    this.#faculties = faculties;
  }

  async situate(request: string): Promise<Situation> {
    const [embedding] = await this.#options.service.embed([request]);
    const encoderHash = this.#faculties.info?.encoderHash ?? '';
    const found = similarities(this.#faculties.examples, embedding);
    return { request, embedding, encoderHash, similarities: found };
  }

  decide(knowledge: Knowledge, situation: Situation, context: DecisionContext): Decision {
    const { embedding } = situation;
    const insight = this.insight(knowledge);
    const memory = (this.#options.recall ?? recall)(insight, this.#faculties.examples, situation);
    const live = liveSnapshot(knowledge.mind);
    const gate = insight.gate(embedding);
    const scored = this.#options.actions.flatMap(({ id }) => {
      const languageModel = context.languageModel.get(id);
      return languageModel === undefined ? [] : [{ id, languageModel }];
    });
    const decision = decide({
      actions: scored.map(({ id }) => id),
      languageModel: scored.map(({ languageModel }) => languageModel),
      similarities: scored.map(({ id }) => situation.similarities.get(id) ?? 0),
      kappa: context.weights?.kappa ?? this.#options.kappa,
      languageModelWeight: context.weights?.languageModel,
      phi: this.#faculties.space?.phi(embedding) ?? null,
      gate,
      live: this.#usable(live),
      candidate: this.#usable(trialSnapshot(knowledge.mind)),
      memory,
    });
    return {
      ...decision,
      propensity: 1,
      gate,
      snapshotId: live?.id ?? null,
      modelId: context.modelId,
      recollections: recollections(memory, decision.candidates),
      seconds: context.seconds,
    };
  }

  /** What two versions decide differently at what is known; null is the untrained agent. */
  async compare(
    knowledge: Knowledge,
    before: string | null,
    after: string | null,
  ): Promise<VersionComparison> {
    const space = await this.#faculties.features();
    const { gate, labels } = this.insight(knowledge);
    return compareVersions({
      before: versionOf(knowledge.mind, before),
      after: versionOf(knowledge.mind, after),
      labels,
      gate,
      audit: space.audit(gate),
      projection: space.basis.projection,
    });
  }

  /** Worked out anew only when labels, quarantine, ageing or features are not what they were. */
  insight({ experience, mind: { state } }: Knowledge): Insight {
    const { info, space } = this.#faculties;
    const key = [experience.ledger, state.quarantined, state.monitor.hurry > 0, space, info];
    if (!this.#insight || this.#insight.key.some((part, i) => part !== key[i])) {
      const value = insightOf(experience, state, info?.encoderHash ?? '', space);
      this.#insight = { key, value };
    }
    return this.#insight.value;
  }

  /** A head that was learned on other features can't speak. */
  #usable(snapshot: Snapshot | undefined): Head | null {
    const projection = this.#faculties.space?.basis.projection;
    return snapshot && snapshot.projectionHash === projection?.hash ? snapshot.head : null;
  }
}
