import { readFileSync } from 'node:fs';
import type { Random } from '../../src/core/ports/random';

export interface Row {
  readonly text: string;
  readonly label: string;
}

/** One request of the stream with the user's feedback on it, which may be wrong. */
export interface StreamEvent extends Row {
  /** What the user says is right. */
  readonly said: string;
}

export interface Stream {
  readonly labels: readonly string[];
  /** Example requests that each label's tool comes with. */
  readonly examples: ReadonlyMap<string, readonly string[]>;
  readonly events: readonly StreamEvent[];
  /** Rows set apart, as many of each label: what a full-data probe learns from. */
  readonly rest: readonly Row[];
}

export interface StreamShape {
  readonly labels: number;
  readonly events: number;
  readonly examplesPerLabel: number;
  /** Share of feedback that names a wrong action. */
  readonly noise: number;
  /** Rows of each label that the stream does not use. */
  readonly setApart: number;
}

export function readRows(file: string): Row[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
}

/** `shape.labels` labels drawn at random, used by Zipf's law (the k-th most used one 1/k as often as the first). */
export function makeStream(rows: readonly Row[], shape: StreamShape, random: Random): Stream {
  const labels = shuffled([...new Set(rows.map(({ label }) => label))], random);
  const used = labels.slice(0, shape.labels);
  const pools = new Map(
    used.map((label) => [
      label,
      shuffled(
        rows.filter((row) => row.label === label),
        random,
      ),
    ]),
  );
  const take = (label: string) => pools.get(label)?.pop();
  const rest = [...pools.values()].flatMap((pool) => pool.splice(0, shape.setApart));
  const examples = new Map(
    used.map((label) => [
      label,
      Array.from({ length: shape.examplesPerLabel }, () => take(label)?.text ?? label),
    ]),
  );
  const events: StreamEvent[] = [];
  while (events.length < shape.events) {
    const row = take(zipf(used, random));
    if (!row) continue;
    const wrong = random.next() < shape.noise;
    const others = used.filter((label) => label !== row.label);
    events.push({ ...row, said: wrong ? others[at(others, random)]! : row.label });
  }
  return { labels: used, examples, events, rest };
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

const at = (list: readonly unknown[], random: Random) => Math.floor(list.length * random.next());

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const k = Math.floor((i + 1) * random.next());
    [copy[i], copy[k]] = [copy[k]!, copy[i]!];
  }
  return copy;
}
