import type { SlotTrainer } from '../../src/core/ports/slot-trainer';
import { bestSpans } from '../../src/core/slots/best-spans';
import type { NearCall } from '../../src/core/slots/call-memory';
import { CallMemory } from '../../src/core/slots/call-memory';
import { headTerms } from '../../src/core/slots/head-terms';
import {
  FIRST_SLOT_TRAINING,
  SLOT_TRAINING_EVERY,
  SLOT_TRAINING_GROWTH,
  TERM_CALLS,
  TERM_STRENGTH,
  TERM_WEIGHTS,
} from '../../src/core/slots/parameters';
import type { SlotTool } from '../../src/core/slots/slot';
import { slotKey } from '../../src/core/slots/slot';
import type { KnownCall, SlotRequest } from '../../src/core/slots/slot-call';
import type { SlotHead } from '../../src/core/slots/slot-head';
import { splitCalls } from '../../src/core/slots/slot-holdout';
import { runSlotTraining } from '../../src/core/slots/slot-training-job';
import type { SpanTable } from '../../src/core/slots/span-table';
import { emptyTable, weightedTable } from '../../src/core/slots/span-table';
import { possessiveSlots, spanValue } from '../../src/core/slots/span-value';
import { termCase } from '../../src/core/slots/term-case';
import { fitTermWeights } from '../../src/core/slots/term-weights';
import type { FilledSlots } from './scoring';

/** The language model's term for spans that the other terms put first. */
export type LanguageTerm = (
  tool: SlotTool,
  request: SlotRequest,
  others: SpanTable,
  near: readonly NearCall[],
) => Promise<SpanTable>;

export interface PupilOptions {
  readonly tools: readonly SlotTool[];
  /** The calls that the tools come with. */
  readonly examples: readonly KnownCall[];
  /** Whether recall sees the user's calls, or the tools' examples only. */
  readonly recalls: boolean;
  /** Null for arms without a slot head. */
  readonly trainer: SlotTrainer | null;
  /** False for arms that never change. */
  readonly learns: boolean;
  /** Only candidates that pass the gate go live. */
  readonly gated: boolean;
  readonly languageTerm: LanguageTerm | null;
}

/** The argument part of one arm. */
export class ArgumentPupil {
  /** Seconds of each training, the fit of the weights included. */
  readonly updates: number[] = [];
  readonly #options: PupilOptions;
  readonly #memory = new CallMemory();
  readonly #calls: KnownCall[] = [];
  /** The language model's tables of held-out calls, as they were when the calls came. */
  readonly #languageTables = new Map<KnownCall, SpanTable>();
  #head: SlotHead | null = null;
  #latest: { readonly head: SlotHead; readonly calls: number } | null = null;
  #trainedAt = 0;
  #weights: readonly number[] = defaults;
  #asked: SpanTable | null = null;

  constructor(options: PupilOptions) {
    this.#options = options;
    for (const example of options.examples) this.#memory.add(example);
  }

  get weights(): readonly number[] {
    return this.#weights;
  }

  async fill(tool: SlotTool, request: SlotRequest): Promise<FilledSlots> {
    const { languageTerm } = this.#options;
    const others = weightedTable(this.#tables(tool, request), this.#weights.slice(1));
    this.#asked = languageTerm
      ? await languageTerm(tool, request, others, this.#memory.nearest(request, tool))
      : null;
    const table = this.#asked
      ? weightedTable([this.#asked, others], [this.#weights[0]!, 1])
      : others;
    const kept = possessiveSlots([...this.#options.examples, ...this.#calls]);
    const filled: Record<string, string[]> = {};
    for (const span of bestSpans(table, tool.parameters)) {
      const parameter = tool.parameters[span.parameter]!;
      const value = spanValue(request.words, span, kept.has(slotKey(parameter)));
      (filled[parameter.name] ??= []).push(value);
    }
    return filled;
  }

  /** What was right for the request that `fill` saw last. `null` where a value is not in the request's words. */
  async tell(known: KnownCall | null): Promise<void> {
    if (!known || !this.#options.learns) return;
    this.#calls.push(known);
    const sameTool = this.#asked?.tables.length === known.tool.parameters.length;
    if (this.#asked && sameTool) this.#languageTables.set(known, this.#asked);
    if (this.#options.recalls) this.#memory.add(known);
    const count = this.#calls.length;
    const more = Math.max(SLOT_TRAINING_EVERY, Math.floor(SLOT_TRAINING_GROWTH * this.#trainedAt));
    const due = count >= FIRST_SLOT_TRAINING && count - this.#trainedAt >= more;
    if (!due) return;
    const start = performance.now();
    await this.#train();
    this.#fitWeights();
    this.#trainedAt = count;
    this.updates.push((performance.now() - start) / 1000);
  }

  async #train(): Promise<void> {
    const { trainer, tools, examples, gated } = this.#options;
    if (!trainer) return;
    const calls = this.#calls;
    const job = { tools, examples, calls, start: this.#latest, live: this.#head };
    const { head, gate } = await runSlotTraining(job, trainer, () => {});
    this.#latest = { head, calls: calls.length };
    if (!gated || gate.passed) this.#head = head;
  }

  #fitWeights(): void {
    const { heldOut } = splitCalls(this.#calls);
    const cases = heldOut.slice(-TERM_CALLS).flatMap((known) => {
      if (this.#options.recalls) this.#memory.remove(known);
      const tables = this.#tables(known.tool, known.request);
      if (this.#options.recalls) this.#memory.add(known);
      const asked = this.#languageTables.get(known);
      if (this.#options.languageTerm && !asked) return [];
      return [termCase(known, [asked ?? this.#silence(known.request, known.tool), ...tables])];
    });
    this.#weights = fitTermWeights(cases, defaults, TERM_STRENGTH);
  }

  #tables(tool: SlotTool, request: SlotRequest): SpanTable[] {
    return [this.#memory.table(request, tool), ...headTerms(this.#head, tool, request)];
  }

  #silence(request: SlotRequest, tool: SlotTool): SpanTable {
    return emptyTable(request.words.length, tool.parameters.length);
  }
}

const defaults: readonly number[] = [
  TERM_WEIGHTS.languageModel,
  TERM_WEIGHTS.recall,
  TERM_WEIGHTS.slots,
  TERM_WEIGHTS.any,
];
