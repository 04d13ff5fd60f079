import { hasCode } from '../errors/apprentice-error';
import type { Experience } from '../learning/experience';
import type { RecordFollower } from '../learning/notebook';
import type { Clock } from '../ports/clock';
import type { SlotLearningService } from '../ports/slot-learning-service';
import type { Batch, Store } from '../ports/store';
import type { TrainingProgress } from '../ports/trainer';
import type { Tool } from '../tools/tool';
import type { ArgumentVoice } from './argument-voice';
import { headHash } from '../learning/head';
import { CallBook } from './call-book';
import type { TaughtCall } from './call-book';
import { CallLedger } from './call-ledger';
import {
  CALLS_KEPT,
  FIRST_SLOT_TRAINING,
  RULE_WEIGHT,
  SLOT_TRAINING_EVERY,
  SLOT_TRAINING_GROWTH,
  TERM_CALLS,
  TERM_STRENGTH,
  TERM_WEIGHTS,
} from './parameters';
import { CONSIDERED_WORDS, requestWords } from './request-words';
import { headTerms } from './head-terms';
import type { SlotHead } from './slot-head';
import { splitCalls } from './slot-holdout';
import type { SlotVersion } from './slot-version';
import { weightedTable } from './span-table';
import { possessiveSlots } from './span-value';
import { termCase } from './term-case';
import { fitTermWeights } from './term-weights';
import type { ReadVersions, SlotVersions } from './version-shelf';
import { readVersions, unlearned, versionChanges, withVersion } from './version-shelf';

export interface ArgumentLearnerOptions {
  readonly store: Store;
  readonly service: SlotLearningService;
  readonly tools: readonly Tool[];
  readonly clock: Clock;
  readonly newId: () => string;
}

/** Runs work when all work that was asked for before has ended. */
type Exclusive = <T>(work: () => Promise<T>) => Promise<T>;

/** Of the rules, of memory, of the slot head and of every value, before any were fitted. */
const WEIGHTS = [RULE_WEIGHT, TERM_WEIGHTS.recall, TERM_WEIGHTS.slots, TERM_WEIGHTS.any];

/** After these it would fail again and again; it is tried at the next start. */
const UNFIT = ['trainer-mismatch', 'trainer-unavailable', 'not-finite'];

/** How arguments are learned, for people. */
export interface ArgumentView {
  /** Newest first. */
  readonly versions: readonly SlotVersion[];
  readonly liveId: string | null;
  readonly training: Pick<TrainingProgress, 'step' | 'steps'> | null;
}

/**
 * Learns arguments from calls that the user made right or confirmed: memory holds from the next request on, a slot head
 * is trained now and then and goes live through its gate. What is known is derived from the record of episodes and
 * signals; only versions of the head are stored.
 */
export class ArgumentLearner implements RecordFollower {
  /** Versions that could not be used, one sentence each. */
  readonly refused: readonly string[];
  readonly #options: ArgumentLearnerOptions;
  readonly #book: CallBook;
  readonly #ledger = new CallLedger();
  #shelf: SlotVersions;
  /** The newest head of this session, live or not: later ones are trained on from it. */
  #latest: Pick<SlotVersion, 'head' | 'sequence'> | null = null;
  #run: AbortController | null = null;
  #progress: ArgumentView['training'] = null;
  /** Training does not work here and now. */
  #unfit = false;

  private constructor(options: ArgumentLearnerOptions, { refused, ...shelf }: ReadVersions) {
    this.#options = options;
    this.#book = new CallBook(options.tools, (requests) => options.service.read(requests));
    this.#shelf = shelf;
    this.refused = refused;
  }

  static async open(options: ArgumentLearnerOptions): Promise<ArgumentLearner> {
    return new ArgumentLearner(options, await readVersions(options.store));
  }

  get view(): ArgumentView {
    const { versions, liveId } = this.#shelf;
    return { versions: [...versions].reverse(), liveId, training: this.#progress };
  }

  /** What has to be stored together with a change of the record: versions that had learned from what is gone, go. */
  consequences(batch: Batch, after: Experience): Batch {
    const shelf = this.#shelfAfter(batch, after);
    return shelf === this.#shelf ? {} : versionChanges(this.#shelf, shelf);
  }

  see(batch: Batch, after: Experience): void {
    if (this.#ledger.firstLost(batch, after) !== null) {
      this.#shelf = this.#shelfAfter(batch, after);
      // What runs holds what was forgotten; the next one starts from zero.
      this.#run?.abort();
      this.#latest = null;
    }
    this.#ledger.add(batch, after);
    this.#book.want(this.#ledger.calls.slice(-CALLS_KEPT));
  }

  /** Reads the calls in ahead of the first request that needs them; where that fails, the request tries again. */
  async prepare(): Promise<void> {
    if (this.#ledger.calls.some(({ told }) => told)) await this.#book.catchUp().catch(() => null);
  }

  /** What was learned about a request's arguments; null where the user has not said anything about the tool's calls. */
  async voice(tool: Tool, text: string): Promise<ArgumentVoice | null> {
    const slots = this.#book.slotTools.get(tool.id);
    if (!slots || !this.#book.hasBeenTold(tool.id)) return null;
    if (text.split(/\s+/u).length > CONSIDERED_WORDS || requestWords(text).length === 0)
      return null;
    await this.#book.catchUp(tool.id);
    const live = await this.#usable();
    const request = await this.#book.request(text);
    const [rules, ...weights] = live?.weights ?? WEIGHTS;
    const tables = [
      this.#book.recall(request, slots),
      ...headTerms(live?.head ?? null, slots, request),
    ];
    return {
      tool: slots,
      request,
      learned: weightedTable(tables, weights),
      rules: (allowed) => weightedTable([this.#book.rules(request, slots, allowed)], [rules]),
      languageModel: TERM_WEIGHTS.languageModel,
      possessive: possessiveSlots(this.#book.calls.map(({ known }) => known)),
      precedents: this.#book.precedents(request, slots),
    };
  }

  /** Trains when there are enough new calls. True when a new version is live. */
  async maybeTrain(exclusive: Exclusive, onProgress: () => void): Promise<boolean> {
    const { calls } = this.#ledger;
    const enough = calls.length >= FIRST_SLOT_TRAINING && calls.some(({ told }) => told);
    if (this.#run || this.#unfit || !enough) return false;
    const run = new AbortController();
    this.#run = run;
    try {
      return await this.#train(run.signal, exclusive, onProgress);
    } catch (error) {
      if (run.signal.aborted) return false;
      this.#unfit = UNFIT.some((code) => hasCode(error, code));
      throw error;
    } finally {
      this.#run = null;
      this.#progress = null;
      onProgress();
    }
  }

  cancelTraining(): void {
    this.#run?.abort();
  }

  /** Makes that version live again; null is none. */
  async rollBack(id: string | null): Promise<void> {
    const to = this.#shelf.versions.find((version) => version.id === id) ?? null;
    this.#run?.abort();
    await this.#store({
      ...this.#shelf,
      liveId: to?.id ?? null,
      trainedAt: this.#book.calls.length,
    });
    this.#latest = to;
  }

  async #train(
    signal: AbortSignal,
    exclusive: Exclusive,
    onProgress: () => void,
  ): Promise<boolean> {
    const { service, store, clock, newId } = this.#options;
    await this.#book.catchUp();
    const live = await this.#usable();
    const sequence = store.nextSequence();
    const { calls } = this.#book;
    const silent = !live && this.#shelf.liveId !== null;
    const needed = callsNeeded(silent ? 0 : this.#shelf.trainedAt);
    if (signal.aborted || calls.length < needed) return false;
    const known = calls.map((call) => call.known);
    const job = {
      tools: [...this.#book.slotTools.values()],
      examples: await this.#book.examples(),
      calls: known,
      start: this.#start(calls, live),
      live: live?.head ?? null,
    };
    const report = ({ step, steps }: TrainingProgress) => {
      this.#progress = { step, steps };
      onProgress();
    };
    const { head, gate, calls: taught } = await service.trainSlots(job, report, signal);
    const weights = await this.#fitWeights(head, calls);
    const { encoderHash } = await service.describe();
    return exclusive(async () => {
      if (signal.aborted) return false;
      this.#latest = { head, sequence };
      const counted = { ...this.#shelf, liveId: live?.id ?? null, trainedAt: calls.length };
      const version: SlotVersion = {
        id: newId(),
        number: Math.max(0, ...counted.versions.map(({ number }) => number)) + 1,
        sequence,
        at: clock.now(),
        head,
        hash: headHash(head),
        encoderHash,
        weights,
        calls: taught,
        evidence: gate.sentence,
      };
      await this.#store(gate.passed ? withVersion(counted, version) : counted);
      return gate.passed;
    });
  }

  /** From zero at first, after something was forgotten, and where old calls were left out. */
  #start(calls: readonly TaughtCall[], live: SlotVersion | null) {
    const from = this.#latest ?? live;
    if (!from || this.#ledger.calls.length > CALLS_KEPT) return null;
    const seen = calls.filter(({ labelled }) => labelled.sequence < from.sequence).length;
    return { head: from.head, calls: seen };
  }

  async #fitWeights(head: SlotHead, calls: readonly TaughtCall[]): Promise<number[]> {
    const { heldOut } = splitCalls(calls.map(({ known }) => known));
    const cases = [];
    for (const known of heldOut.slice(-TERM_CALLS)) {
      const tables = await this.#book.withoutIt(known);
      cases.push(termCase(known, [...tables, ...headTerms(head, known.tool, known.request)]));
    }
    return fitTermWeights(cases, WEIGHTS, TERM_STRENGTH);
  }

  /** The live version, unless it was trained with another encoder: then it is silent and another one is due. */
  async #usable(): Promise<SlotVersion | null> {
    const { versions, liveId } = this.#shelf;
    const live = versions.find(({ id }) => id === liveId);
    if (!live) return null;
    const { encoderHash } = await this.#options.service.describe();
    return live.encoderHash === encoderHash ? live : null;
  }

  #shelfAfter(batch: Batch, after: Experience): SlotVersions {
    const lost = this.#ledger.firstLost(batch, after);
    return lost === null ? this.#shelf : unlearned(this.#shelf, lost);
  }

  async #store(shelf: SlotVersions): Promise<void> {
    await this.#options.store.commit(versionChanges(this.#shelf, shelf));
    this.#shelf = shelf;
  }
}

function callsNeeded(trainedAt: number): number {
  if (trainedAt === 0) return FIRST_SLOT_TRAINING;
  return trainedAt + Math.max(SLOT_TRAINING_EVERY, Math.floor(SLOT_TRAINING_GROWTH * trainedAt));
}
