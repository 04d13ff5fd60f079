import { readFileSync } from 'node:fs';
import type { Episode } from '../../src/core/memory/episode';
import { openedEpisode } from '../../src/core/testing/agent-fixture';
import { invert } from '../../src/core/tools/changes';
import { overlay } from '../../src/core/tools/overlay';
import type { Tool, ToolArguments } from '../../src/core/tools/tool';
import type { Change } from '../../src/core/tools/user-data';

/** A request that was answered before, with its right call. */
export interface EarlierCall {
  readonly request: string;
  readonly tool: string;
  readonly arguments: ToolArguments;
}

/** One message with several requests (or one that only looks so), and their tools in order. */
export interface RequestsRow {
  readonly text: string;
  readonly tools: readonly string[];
}

export interface FollowUpRow {
  readonly before: readonly EarlierCall[];
  readonly text: string;
  readonly kind: 'change' | 'addition' | 'variation' | 'undo';
  readonly tool?: string;
  readonly arguments?: ToolArguments;
}

export interface QuestionRow {
  readonly before: readonly EarlierCall[];
  readonly text: string;
  /** Index of the call whose result is asked for; null for a question about something else. */
  readonly quote: number | null;
}

export interface ReplyRow {
  readonly text: string;
  readonly before: readonly EarlierCall[];
}

export type Half = 'development' | 'held-out';

/** Rows of a set: the even ones were used while the rules were written, the odd ones are only scored. */
export function dialogueRows<Row>(name: string, half: Half | 'all'): Row[] {
  const file = new URL(`${name}.jsonl`, import.meta.url);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const isWanted = (i: number) => half === 'all' || i % 2 === (half === 'development' ? 0 : 1);
  return lines.filter((_, i) => isWanted(i)).map((line) => JSON.parse(line) as Row);
}

const noon = Date.UTC(2026, 10, 23, 12);

/** The conversation that the calls make, each run by its tool over what the ones before left. */
export async function conversationOf(
  calls: readonly EarlierCall[],
  tools: readonly Tool[],
): Promise<Episode[]> {
  const episodes: Episode[] = [];
  let changes: readonly Change[] = [];
  for (const [index, { request, tool: toolId, arguments: args }] of calls.entries()) {
    const tool = tools.find(({ id }) => id === toolId);
    if (!tool) throw new Error(`no tool ${toolId}`);
    const data = overlay({ list: async () => [] }, changes);
    const newId = () => `thing-${index}-${changes.length}`;
    const result = await tool.run(args, { now: noon, data, utcOffset: () => 0, newId });
    const step = {
      toolId,
      arguments: args,
      origins: {},
      outcome: { status: 'done', data: result.data, sentence: result.sentence },
      inverse: await invert(result.changes, data),
      undone: false,
      origin: 'agent',
      seconds: 0,
    } as const;
    changes = [...changes, ...result.changes];
    const over = { id: `e${index}`, sequence: index + 1, status: 'done' } as const;
    episodes.push(openedEpisode(request, { ...over, steps: [step], reply: result.sentence }));
  }
  return episodes;
}
