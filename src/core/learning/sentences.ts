import type { ActionId, Decision } from '../memory/episode';
import { choiceWithoutHead } from './outcome';
import type { Signal, SignalKind } from './signal';
import type { BehaviourChange } from './snapshot';
import { argmax } from './softmax';

export type TitleOf = (action: ActionId) => string;

const SAID: Readonly<Record<SignalKind, string>> = {
  correction: 'you corrected it',
  'answer-edit': 'you edited the answer',
  'argument-edit': 'you fixed it',
  hindsight: 'you undid something else and this worked',
  'thumbs-up': 'you liked it',
  'verified-success': 'it worked and you left it',
  'thumbs-down': 'you disliked it',
  undo: 'you undid it',
  'schema-failure': 'its arguments were not valid',
  rephrase: 'you asked again in other words',
  copy: 'you copied the answer',
  abandon: 'you left it',
};

const AGAINST: ReadonlySet<SignalKind> = new Set([
  'thumbs-down',
  'undo',
  'schema-failure',
  'rephrase',
  'abandon',
]);

/** "“put eggs on the list” → Shopping list (you corrected it)". */
export function signalSentence(signal: Signal, request: string, title: TitleOf): string {
  const said = SAID[signal.kind];
  if (signal.argument) {
    const { name, before, after } = signal.argument;
    return `“${request}”: ${name} is “${after}”, not “${before}” (${said})`;
  }
  const arrow = AGAINST.has(signal.kind) ? '→ not' : '→';
  return `“${request}” ${arrow} ${title(signal.action)} (${said})`;
}

/** The two sides of a comparison: the live version and the one in trial, or two versions by name. */
export type Compared = 'trial' | { readonly before: string; readonly after: string };

/**
 * "“put eggs on the list” used to go to Notes, now goes to Shopping list." Under trial it would go there; between
 * two versions each is named.
 */
export function changeSentence(change: BehaviourChange, title: TitleOf, compared: Compared) {
  const before = title(change.before);
  const after = title(change.after);
  const request = `“${change.request}”`;
  if (compared === 'trial') return `${request} goes to ${before} now, would go to ${after}.`;
  if (compared.after === 'live') return `${request} used to go to ${before}, now goes to ${after}.`;
  return `${request} goes to ${before} in ${compared.before}, to ${after} in ${compared.after}.`;
}

/** Why a decision is not what the untrained agent would have chosen; null when it is. */
export function becauseSentence(decision: Decision, versionOf: (id: string) => string | null) {
  if (decision.chosen === decision.frozenChoice) return null;
  const withoutMemory = decision.candidates.map(({ total, memory }) => total - memory);
  const remembered = decision.candidates[argmax(withoutMemory)].action !== decision.chosen;
  const spoke = decision.recollections.find(({ action }) => action === decision.chosen);
  if (remembered && spoke) {
    const verb = spoke.corrected ? 'corrected' : 'confirmed';
    return `Because you ${verb} “${spoke.request}” on ${dayOf(spoke.at)}`;
  }
  if (choiceWithoutHead(decision) === decision.chosen && !remembered) return null;
  const version = decision.snapshotId ? versionOf(decision.snapshotId) : null;
  return version ? `Because ${version} learned it from your feedback` : null;
}

function dayOf(at: number): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' }).format(at);
}
