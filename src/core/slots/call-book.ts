import { allowedBy } from '../agent/allowed-values';
import { beginning, readableWords } from '../agent/prompts';
import type { ActionId } from '../memory/episode';
import type { SentenceState } from '../ports/encoder';
import type { JsonSchema } from '../tools/json-schema';
import type { Tool } from '../tools/tool';
import { CallMemory, votesOf } from './call-memory';
import type { LabelledCall } from './labelled-call';
import { RULE_PRIOR } from './parameters';
import { followsRules, ruleTable } from './rule-term';
import type { SlotTool } from './slot';
import { knownCall, slotRequest } from './slot-call';
import type { KnownCall, SlotCall, SlotRequest } from './slot-call';
import { slotToolOf } from './slot-tool';
import type { SpanTable } from './span-table';

/** Requests encoded and read in one go, 25 ms of the page's thread for 16; between them others get their turn. */
const CHUNK = 8;

/** What is in the book of one call; `known` is null where its values are not words of its request. */
interface Entry {
  readonly labelled: LabelledCall;
  readonly known: KnownCall | null;
}

/** A call that the user made right or confirmed. */
export interface TaughtCall {
  readonly labelled: LabelledCall;
  readonly known: KnownCall;
}

/** The same, with its likeness to a request (cosine). */
export interface Precedent extends TaughtCall {
  readonly similarity: number;
}

/**
 * The calls that teach, with their requests' word states, which are encoded anew at each start: the record holds calls
 * and feedback alone.
 */
export class CallBook {
  readonly slotTools: ReadonlyMap<ActionId, SlotTool>;
  readonly #tools: ReadonlyMap<ActionId, Tool>;
  readonly #read: (requests: readonly string[]) => Promise<SentenceState[]>;
  readonly #memory = new CallMemory();
  readonly #entries = new Map<string, Entry>();
  /** For each parameter of a call whether the rules allow what it has. */
  readonly #ruled = new Map<KnownCall, readonly (boolean | null)[]>();
  #wanted = new Map<string, LabelledCall>();
  #examples: Promise<readonly KnownCall[]> | null = null;

  constructor(
    tools: readonly Tool[],
    read: (requests: readonly string[]) => Promise<SentenceState[]>,
  ) {
    this.#read = read;
    this.#tools = new Map(tools.map((tool) => [tool.id, tool]));
    this.slotTools = new Map(
      tools
        .map((tool) => [tool.id, slotToolOf(tool)] as const)
        .filter(([, { parameters }]) => parameters.length > 0),
    );
  }

  /** Makes these the calls of the book. What is gone or has changed is taken out at once; see `catchUp` for the rest. */
  want(calls: readonly LabelledCall[]): void {
    const before = this.#wanted;
    this.#wanted = new Map(
      calls.map((call) => {
        const older = before.get(call.call.id);
        return [call.call.id, older && isSame(older, call) ? older : call];
      }),
    );
    for (const [id, { labelled, known }] of this.#entries) {
      if (this.#wanted.get(id) === labelled) continue;
      this.#entries.delete(id);
      if (known) this.#take(known);
    }
  }

  /** Reads in what is wanted of one tool, or of all, the newest first, and the tools' own examples. */
  async catchUp(toolId: ActionId | null = null): Promise<void> {
    await this.examples();
    const left = [...this.#wanted.values()].filter(
      ({ call }) => !this.#entries.has(call.id) && (toolId ?? call.tool) === call.tool,
    );
    for (let end = left.length; end > 0; end -= CHUNK) {
      const chunk = left.slice(Math.max(0, end - CHUNK), end);
      const known = await this.#know(chunk.map(({ call }) => call));
      chunk.forEach((labelled, i) => {
        const { id } = labelled.call;
        // Taken out or read in by another while the encoder was at it.
        if (this.#wanted.get(id) !== labelled || this.#entries.has(id)) return;
        this.#entries.set(id, { labelled, known: known[i]?.known ?? null });
        if (known[i]) this.#add(known[i].known, known[i].ruled);
      });
    }
  }

  /** The calls that were read in, oldest first. */
  get calls(): readonly TaughtCall[] {
    return [...this.#wanted.values()].flatMap((labelled) => {
      const known = this.#entries.get(labelled.call.id)?.known;
      return known ? [{ labelled, known }] : [];
    });
  }

  /** The tools' own calls. */
  async examples(): Promise<readonly KnownCall[]> {
    this.#examples ??= this.#readExamples().catch((error: unknown) => {
      this.#examples = null;
      throw error;
    });
    return this.#examples;
  }

  /** True when the user has said anything about a call of the tool. */
  hasBeenTold(toolId: ActionId): boolean {
    return [...this.#wanted.values()].some(({ call, told }) => told && call.tool === toolId);
  }

  async request(text: string): Promise<SlotRequest> {
    const [state] = await this.#read([text]);
    return slotRequest(text, state);
  }

  recall(request: SlotRequest, tool: SlotTool): SpanTable {
    return this.#memory.table(request, tool);
  }

  /** What the rules say of a request: the more they failed in calls like it, the less. */
  rules(request: SlotRequest, tool: SlotTool, allowed: JsonSchema): SpanTable {
    return ruleTable(request, tool, allowed, this.#trust(request, tool));
  }

  /** The rules' and memory's words on a call, as if it were not known. */
  async withoutIt(known: KnownCall): Promise<readonly [rules: SpanTable, recall: SpanTable]> {
    const { tool, request } = known;
    const allowed = await allowedBy(this.#tools.get(tool.id)!, known.call.request);
    this.#memory.remove(known);
    try {
      return [this.rules(request, tool, allowed), this.recall(request, tool)];
    } finally {
      this.#memory.add(known);
    }
  }

  /** The user's calls of the tool, the likest first. */
  precedents(request: SlotRequest, tool: SlotTool): Precedent[] {
    const entries = new Map([...this.#entries.values()].map((entry) => [entry.known, entry]));
    return this.#memory.nearest(request, tool, Infinity).flatMap(({ known, similarity }) => {
      const labelled = entries.get(known)?.labelled;
      return labelled ? [{ labelled, known, similarity }] : [];
    });
  }

  /** log odds that the rules hold, for each parameter, from the nearest calls of the tool. */
  #trust(request: SlotRequest, tool: SlotTool): number[] {
    const near = this.#memory.nearest(request, tool);
    const { shares, voices } = votesOf(near);
    return tool.parameters.map((_, parameter) => {
      const share = (followed: boolean) =>
        near.reduce(
          (sum, { known }, i) =>
            this.#ruled.get(known)?.[parameter] === followed ? sum + shares[i] : sum,
          0,
        );
      const right = RULE_PRIOR.right + voices * share(true);
      const wrong = RULE_PRIOR.wrong + voices * share(false);
      return Math.max(0, Math.log(right / wrong));
    });
  }

  async #readExamples(): Promise<readonly KnownCall[]> {
    const calls = [...this.#tools.values()].flatMap((tool) =>
      tool.examples.map(({ request, arguments: values }): SlotCall => {
        const texts = Object.entries(values).filter(([, value]) => typeof value === 'string');
        const id = `example ${tool.id} ${request}`;
        return {
          id,
          tool: tool.id,
          request,
          values: Object.fromEntries(texts) as never,
          weight: 1,
        };
      }),
    );
    const known: KnownCall[] = [];
    for (let at = 0; at < calls.length; at += CHUNK) {
      for (const one of await this.#know(calls.slice(at, at + CHUNK))) {
        if (!one) continue;
        known.push(one.known);
        this.#add(one.known, one.ruled);
      }
    }
    return known;
  }

  async #know(calls: readonly SlotCall[]) {
    const states = await this.#read(calls.map(({ request }) => readable(request)));
    return Promise.all(
      calls.map(async (call, i) => {
        const slots = this.slotTools.get(call.tool);
        const tool = this.#tools.get(call.tool);
        if (!slots || !tool) return null;
        const request = readable(call.request);
        const known = knownCall({ ...call, request }, slots, slotRequest(request, states[i]));
        return known && { known, ruled: followsRules(known, await allowedBy(tool, request)) };
      }),
    );
  }

  #add(known: KnownCall, ruled: readonly (boolean | null)[]): void {
    this.#memory.add(known);
    this.#ruled.set(known, ruled);
  }

  #take(known: KnownCall): void {
    this.#memory.remove(known);
    this.#ruled.delete(known);
  }
}

/** As `fillArguments` reads it. */
const readable = (request: string) => beginning(request, readableWords);

function isSame(a: LabelledCall, b: LabelledCall): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
