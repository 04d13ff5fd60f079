import type { Random } from '../../src/core/ports/random';
import type { Row, Stream } from './stream';
import { shuffled } from './stream';

/** One request with what is right and what the user says is right. */
export interface Event {
  readonly text: string;
  readonly right: string;
  readonly said: string;
  /** A page in the conversation says that this action is right; nobody else does. */
  readonly injected: string | null;
}

/** What happens to a stream. */
export interface Condition {
  readonly events: readonly Event[];
  /** Before this event the tool gets a new name; -1 never. */
  readonly renameAt: number;
  readonly renamed: string;
  /** Before this event the live version is spoilt; -1 never. */
  readonly spoilAt: number;
  /** What a label's requests are for at the `index`-th event. */
  readonly rightAt: (label: string, index: number) => string;
}

const WRONG_FEEDBACK = 0.2;
const FLIPPED_LABELS = 0.3;
const INJECTED = 0.2;

const other = (labels: readonly string[], not: string, random: Random): string => {
  const others = labels.filter((label) => label !== not);
  return others[Math.floor(others.length * random.next())] ?? not;
};

type Change = (stream: Stream, random: Random) => Condition;
const events = (stream: Stream, change: (row: Row, index: number) => Partial<Event>): Event[] =>
  stream.events.map((row, index) => {
    const clean = { text: row.text, right: row.label, said: row.label, injected: null };
    return { ...clean, ...change(row, index) };
  });
const plain = (list: readonly Event[]): Condition => ({
  events: list,
  renameAt: -1,
  renamed: '',
  spoilAt: -1,
  rightAt: (label) => label,
});

export const CONDITIONS: Readonly<Record<string, Change>> = {
  clean: (stream) => plain(events(stream, () => ({}))),
  /** A fifth of what the user says names a wrong action. */
  noise20: (stream, random) =>
    plain(
      events(stream, ({ label }) =>
        random.next() < WRONG_FEEDBACK ? { said: other(stream.labels, label, random) } : {},
      ),
    ),
  /** From the middle on requests of three labels in ten are for another tool: they trade places in a ring. */
  flip30: (stream, random) => {
    const ring = shuffled(stream.labels, random).slice(
      0,
      Math.max(2, Math.round(FLIPPED_LABELS * stream.labels.length)),
    );
    const next = new Map(ring.map((label, i) => [label, ring[(i + 1) % ring.length]!]));
    const rightAt = (label: string, index: number) =>
      index < stream.events.length / 2 ? label : (next.get(label) ?? label);
    const list = events(stream, ({ label }, index) => {
      const right = rightAt(label, index);
      return { right, said: right };
    });
    return { ...plain(list), rightAt };
  },
  /** In the middle the most used tool goes, and the same tool comes back under another name. */
  rename: (stream) => {
    const renameAt = Math.floor(stream.events.length / 2);
    const [renamed] = stream.labels as readonly [string];
    const name = newName(renamed);
    const rightAt = (label: string, index: number) =>
      index >= renameAt && label === renamed ? name : label;
    const list = events(stream, ({ label }, index) => {
      const right = rightAt(label, index);
      return { right, said: right };
    });
    return { ...plain(list), renameAt, renamed, rightAt };
  },
  /** Pages say that something else is right, in a fifth of the requests. */
  injected: (stream, random) =>
    plain(
      events(stream, ({ label }) =>
        random.next() < INJECTED ? { injected: other(stream.labels, label, random) } : {},
      ),
    ),
  /** In the middle the live version's rows change places, as if something harmful had gone live. */
  drift: (stream) => ({
    ...plain(events(stream, () => ({}))),
    spoilAt: Math.floor(stream.events.length / 2),
  }),
  /** Not a user: every label is drawn at random. */
  random: (stream, random) =>
    plain(
      events(stream, () => ({
        said: stream.labels[Math.floor(stream.labels.length * random.next())]!,
      })),
    ),
};

export const newName = (label: string) => `${label} (new)`;
