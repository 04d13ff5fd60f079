import type { SlotTool } from './slot';
import type { SlotRequest } from './slot-call';
import type { SlotHead } from './slot-head';
import { scoreWords } from './slot-head';
import { anyTable, chainTable, emptyTable } from './span-table';
import type { SpanTable } from './span-table';

/**
 * What a head adds to the sum: its chain's score of every span and, since a head of few calls leaves too many values out,
 * the same for all. Silent where there is no head.
 */
export function headTerms(
  head: SlotHead | null,
  tool: SlotTool,
  { words, features }: SlotRequest,
): readonly [SpanTable, SpanTable] {
  const parameters = tool.parameters.length;
  if (!head) return [emptyTable(words.length, parameters), emptyTable(words.length, parameters)];
  return [chainTable(scoreWords(head, tool, features)), anyTable(words.length, parameters)];
}
