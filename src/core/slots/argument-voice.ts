import type { JsonSchema } from '../tools/json-schema';
import type { Precedent } from './call-book';
import type { SlotTool } from './slot';
import type { SlotRequest } from './slot-call';
import type { SpanTable } from './span-table';

/** What the user's calls say about the arguments of one request. */
export interface ArgumentVoice {
  readonly tool: SlotTool;
  readonly request: SlotRequest;
  /** Memory and slot head, by their weights. */
  readonly learned: SpanTable;
  /** The rules of the untrained agent by their weight; `allowed` is the schema with what they allow. */
  rules(allowed: JsonSchema): SpanTable;
  /** Weight of the language model's log odds. */
  readonly languageModel: number;
  /** Slots whose values keep a possessive ending. */
  readonly possessive: ReadonlySet<string>;
  /** Calls of the tool that the user made right or confirmed, the likest first. */
  readonly precedents: readonly Precedent[];
}
