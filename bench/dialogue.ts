import { parseArgs } from 'node:util';
import { planMessage } from '../src/core/agent/plan-message';
import { readMessage } from '../src/core/agent/reading';
import { withNamedList } from '../src/core/conversation/named-list';
import { wilson } from '../src/core/learning/wilson';
import type { Episode } from '../src/core/memory/episode';
import { builtinTools } from '../src/core/tools/registry';
import { createDecider } from './dialogue/decider';
import {
  conversationOf,
  dialogueRows,
  type FollowUpRow,
  type Half,
  type QuestionRow,
  type ReplyRow,
  type RequestsRow,
} from './dialogue/rows';
import { publish, type Estimate } from './report';

/**
 * Messages that need the conversation, or hold more than one request: four sets of our own wordings in bench/dialogue,
 * decided by the agent without any feedback. `--rows development` for the even rows, with which the rules were written
 * (default: the odd rows, which were scored once, at the end); `--misses` lists the mistakes; `--out FILE`.
 */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: 'held-out' },
    misses: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
});
const half: Half = values.rows === 'development' ? 'development' : 'held-out';
const tools = builtinTools();
const { likeness, choose } = await createDecider(tools);
const arms: Record<string, Record<string, Estimate>> = {};

/** Counts what is right per metric and reports it as one arm. */
async function score<Row extends { readonly text: string }>(
  set: string,
  judge: (row: Row) => Promise<{ readonly right: Record<string, boolean>; readonly got: string }>,
  which: Half | 'all' = half,
): Promise<void> {
  const rows = dialogueRows<Row>(set, which);
  const hits = new Map<string, number>();
  for (const row of rows) {
    const { right, got } = await judge(row);
    for (const [metric, good] of Object.entries(right))
      hits.set(metric, (hits.get(metric) ?? 0) + Number(good));
    if (values.misses && Object.values(right).includes(false))
      console.log(`${set}: ${JSON.stringify(row.text)} -> ${got}`);
  }
  arms[`${set} (${rows.length})`] = Object.fromEntries(
    [...hits].map(([metric, count]) => [metric, wilson(count, rows.length)]),
  );
}

const read = (text: string, history: readonly Episode[]) => readMessage(text, history, tools);
/** The tools of a message that stands by itself, in order. */
async function toolsOf(text: string, history: readonly Episode[] = []): Promise<string[]> {
  const refersBack = (part: string) => read(part, history).type !== 'request';
  const parts = await planMessage(text, likeness, refersBack);
  const said = history.map(({ request }) => request).reverse();
  const chosen: string[] = [];
  for (const part of parts) {
    const request = withNamedList(part, said.slice(0, 3)) ?? part;
    chosen.push(await choose(request));
    said.unshift(request);
  }
  return chosen;
}

async function judgeRequests({ text, tools: wanted }: RequestsRow) {
  const got = await toolsOf(text);
  return {
    right: { accuracy: got.join() === wanted.join(), parts: got.length === wanted.length },
    got: got.join(', '),
  };
}
await score<RequestsRow>('two-requests', judgeRequests);
// Written before the rules of 28 November 2026 and not looked at since.
if (half === 'held-out') await score<RequestsRow>('two-requests-fresh', judgeRequests, 'all');

await score<FollowUpRow>('follow-ups', async (row) => {
  const history = await conversationOf(row.before, tools);
  const reading = read(row.text, history);
  if (row.kind === 'undo') {
    const good = reading.type === 'take-back' && reading.targets[0] === history.at(-1);
    return { right: { accuracy: good, arguments: good }, got: reading.type };
  }
  if (reading.type !== 'repeat')
    return { right: { accuracy: false, arguments: false }, got: reading.type };
  const { replaces, step, arguments: given } = reading;
  const good = step.toolId === row.tool && replaces === (row.kind === 'change');
  const exact = good && folded(given) === folded(row.arguments ?? {});
  return {
    right: { accuracy: good, arguments: exact },
    got: `${replaces ? 'change' : 'repeat'} ${JSON.stringify(given)}`,
  };
});

await score<QuestionRow>('earlier-results', async ({ text, before, quote }) => {
  const history = await conversationOf(before, tools);
  const reading = read(text, history);
  const right =
    quote === null
      ? reading.type === 'request'
      : reading.type === 'quote' && reading.target === history[quote];
  const got = reading.type === 'quote' ? `quotes ${reading.target.request}` : reading.type;
  return { right: { accuracy: right }, got };
});

await score<ReplyRow>('none-of-the-tools', async ({ text, before }) => {
  const history = await conversationOf(before, tools);
  const { type } = read(text, history);
  const got = type === 'request' ? (await toolsOf(text, history)).join(', ') : type;
  return { right: { accuracy: got === 'reply' }, got };
});

/** Whatever the letters' case and the space between words. */
function folded(args: object): string {
  return JSON.stringify(Object.entries(args).sort()).toLowerCase().replace(/\s+/g, ' ');
}

publish({ benchmark: `dialogue, ${half} rows`, arms });
process.exit(0);
