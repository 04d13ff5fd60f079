import { readFileSync } from 'node:fs';
import type { Random } from '../../src/core/ports/random';

export interface Row {
  readonly text: string;
  readonly label: string;
}

/** Labelled requests as an agent would meet them, before any condition is applied. */
export interface Stream {
  /** By how often they are used. */
  readonly labels: readonly string[];
  /** Example requests that each label's tool comes with. */
  readonly examples: ReadonlyMap<string, readonly string[]>;
  readonly events: readonly Row[];
  /** Rows that the stream does not use, about as many of each label: what a full-data probe learns from. */
  readonly rest: readonly Row[];
}

export interface StreamShape {
  readonly labels: number;
  readonly events: number;
  readonly examplesPerLabel: number;
}

/** Rows of each label that are set apart: 50, and no more than two fifths of those there are. */
const SET_APART = 50;
const SET_APART_SHARE = 0.4;

export function readRows(file: string): Row[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as Row);
}

/** `shape.labels` labels drawn at random, used by Zipf's law (the k-th most used one 1/k as often as the first). */
export function makeStream(rows: readonly Row[], shape: StreamShape, random: Random): Stream {
  const all = new Map<string, Row[]>();
  for (const row of rows) all.set(row.label, [...(all.get(row.label) ?? []), row]);
  // Fewer rows than examples and a few requests besides make no tool.
  const usable = [...all].filter(([, own]) => own.length > 2 * shape.examplesPerLabel);
  const labels = shuffled(
    usable.map(([label]) => label),
    random,
  ).slice(0, shape.labels);
  const pools = new Map(labels.map((label) => [label, shuffled(all.get(label) ?? [], random)]));
  const take = (label: string) => pools.get(label)?.pop();
  const examples = new Map(
    labels.map((label) => [
      label,
      Array.from({ length: shape.examplesPerLabel }, () => take(label)?.text ?? label),
    ]),
  );
  const rest = [...pools.values()].flatMap((pool) =>
    pool.splice(0, Math.min(SET_APART, Math.floor(SET_APART_SHARE * pool.length))),
  );
  const events: Row[] = [];
  const left = () => [...pools.values()].some((pool) => pool.length > 0);
  while (events.length < shape.events && left()) {
    const row = take(zipf(labels, random));
    if (row) events.push(row);
  }
  return { labels, examples, events, rest };
}

function zipf(labels: readonly string[], random: Random): string {
  const total = labels.reduce((sum, _, k) => sum + 1 / (k + 1), 0);
  let left = random.next() * total;
  for (const [k, label] of labels.entries()) {
    left -= 1 / (k + 1);
    if (left < 0) return label;
  }
  return labels[0]!;
}

export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const k = Math.floor((i + 1) * random.next());
    [copy[i], copy[k]] = [copy[k]!, copy[i]!];
  }
  return copy;
}
