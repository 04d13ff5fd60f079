import type { Signal } from '../learning/signal';
import { SIGNAL_WEIGHTS } from '../learning/signal-weights';
import { understood } from '../memory/episode';
import type { Episode } from '../memory/episode';
import { standingStep } from '../memory/standing-step';
import type { Json } from '../tools/json-schema';
import type { SlotValues } from './align-values';
import type { SlotCall } from './slot-call';

/** A call that the record says was right, and since when. */
export interface LabelledCall {
  readonly call: SlotCall;
  /** Of the first signal that said so: the order in which calls were learned. */
  readonly sequence: number;
  readonly at: number;
  /** The user said so; otherwise it worked and was left alone. */
  readonly told: boolean;
  /** The user picked the tool or put an argument right. */
  readonly corrected: boolean;
}

/**
 * What the signals about an episode say of its call; null where they don't say that it was right. Only what was said
 * about the step that stands counts, and a newer word replaces an older one that is no more trusted. With foreign text
 * in the context only an explicit correction teaches, as everywhere.
 */
export function labelledCall(episode: Episode, signals: readonly Signal[]): LabelledCall | null {
  const step = standingStep(episode);
  if (!step) return null;
  const about = signals
    .filter((signal) => signal.step === episode.steps.length - 1 && speaks(signal, episode))
    .sort((a, b) => a.sequence - b.sequence);
  const verdict = about.reduce<Signal | null>(
    (held, signal) => (held && trustOf(held) > trustOf(signal) ? held : signal),
    null,
  );
  if (!verdict || SIGNAL_WEIGHTS[verdict.kind].sign < 0) return null;
  const right = about.filter(({ kind }) => SIGNAL_WEIGHTS[kind].sign > 0);
  const [first] = right;
  return {
    call: {
      id: episode.id,
      tool: step.toolId,
      request: understood(episode),
      values: textsIn(step.arguments),
      weight: Math.max(...right.map(trustOf)),
    },
    sequence: first.sequence,
    at: first.at,
    told: right.some(({ kind }) => kind !== 'verified-success'),
    corrected: right.some(({ kind }) => kind === 'correction' || kind === 'argument-edit'),
  };
}

const trustOf = ({ kind }: Signal) => SIGNAL_WEIGHTS[kind].trust;

/** What a signal must be to say something about a call's arguments. */
const SPEAKING: ReadonlySet<Signal['kind']> = new Set([
  'correction',
  'argument-edit',
  'thumbs-up',
  'verified-success',
  'thumbs-down',
]);

function speaks({ kind, tainted, action, revoked }: Signal, episode: Episode): boolean {
  if (revoked || !SPEAKING.has(kind)) return false;
  if (kind === 'correction' && action !== episode.steps.at(-1)?.toolId) return false;
  return kind === 'correction' || !(tainted || episode.tainted);
}

/** The values that can be words of the request. */
function textsIn(values: Readonly<Record<string, Json>>): SlotValues {
  const isText = (value: Json): value is string => typeof value === 'string';
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): [string, string | string[]][] => {
      if (isText(value)) return [[name, value]];
      return Array.isArray(value) && value.every(isText) ? [[name, value]] : [];
    }),
  );
}
