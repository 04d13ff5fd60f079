import { readFileSync } from 'node:fs';
import type { Random } from '../../src/core/ports/random';

/** A slot's text in the request, or several of them. */
export type SlotValue = string | readonly string[];

export interface CallRow {
  readonly text: string;
  readonly label: string;
  readonly arguments: Readonly<Record<string, SlotValue>>;
}

export interface CallStream {
  /** The labels, in the order of the file. */
  readonly tools: readonly string[];
  /** The first rows of each label: what its tool comes with. */
  readonly examples: ReadonlyMap<string, readonly CallRow[]>;
  readonly events: readonly CallRow[];
  /** All other rows: what a probe learns from. */
  readonly rest: readonly CallRow[];
}

/** The rows of a JSONL file; throws an `Error` that names the line where one is not a call. */
export function readCalls(file: string): CallRow[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [readRow(line, `${file}:${index + 1}`)]));
}

function readRow(line: string, place: string): CallRow {
  const row = parsed(line);
  if (isCall(row)) return row;
  throw new Error(`${place} is no call: {"text": …, "label": …, "arguments": {"slot": "words"}}.`);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function isCall(row: unknown): row is CallRow {
  const { text, label, arguments: values } = (row ?? {}) as Partial<CallRow>;
  const isText = (value: unknown) => typeof value === 'string';
  const isValue = (value: unknown) =>
    isText(value) || (Array.isArray(value) && value.every(isText));
  const isFilled = isText(text) && text.trim() !== '' && isText(label) && label !== '';
  const isRecord = typeof values === 'object' && values !== null && !Array.isArray(values);
  return isFilled && isRecord && Object.values(values).every(isValue);
}

/**
 * `count` requests without repeats. Tools are ranked at random and used by Zipf's law: the k-th is drawn 1/k as often
 * as the first, among those that have rows left.
 */
export function callStream(
  rows: readonly CallRow[],
  count: number,
  random: Random,
  examplesPerTool = 3,
): CallStream {
  const byLabel = new Map<string, CallRow[]>();
  for (const row of rows) byLabel.set(row.label, [...(byLabel.get(row.label) ?? []), row]);
  const tools = [...byLabel.keys()];
  const examples = new Map(
    tools.map((label) => [label, byLabel.get(label)!.splice(0, examplesPerTool)]),
  );
  const ranked = shuffled(tools, random).map((label, rank) => ({
    weight: 1 / (rank + 1),
    rows: shuffled(byLabel.get(label)!, random),
  }));
  const events: CallRow[] = [];
  while (events.length < count) {
    const open = ranked.filter((tool) => tool.rows.length > 0);
    if (open.length === 0) break;
    events.push(drawn(open, random).rows.pop()!);
  }
  return { tools, examples, events, rest: ranked.flatMap((tool) => tool.rows) };
}

function drawn<T extends { readonly weight: number }>(tools: readonly T[], random: Random): T {
  let left = random.next() * tools.reduce((sum, { weight }) => sum + weight, 0);
  return tools.find(({ weight }) => (left -= weight) < 0) ?? tools[0]!;
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const k = Math.floor((i + 1) * random.next());
    [copy[i], copy[k]] = [copy[k]!, copy[i]!];
  }
  return copy;
}
