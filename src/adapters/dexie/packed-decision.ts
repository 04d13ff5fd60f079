import type { CandidateScore, Decision, Recollection } from '../../core/memory/episode';
import { softmax } from '../../core/learning/softmax';
import { packText, unpackText } from './packed-text';

/** Place among the candidates, or the name of an action that is none of them. */
type Name = number | string;

/** Without the names of its fields, and without what follows from the rest. */
export type PackedDecision = readonly [
  /** Candidates by line. */
  actions: string,
  /** Language model, examples, adapter and memory of each; float32 where that loses nothing. */
  terms: Float32Array | Float64Array,
  chosen: Name,
  propensity: number,
  frozenChoice: Name,
  shadowChoice: Name | null,
  gate: number,
  snapshotId: string | null,
  modelId: string,
  recollections: readonly PackedRecollection[],
  seconds: number,
];
type PackedRecollection = readonly [
  episodeId: string,
  signalId: string,
  request: string,
  action: Name,
  similarity: number,
  corrected: boolean,
  at: number,
];

const TERMS = 4;

export function packDecision(decision: Decision): PackedDecision {
  const actions = decision.candidates.map(({ action }) => action);
  const name = (action: string): Name => {
    const index = actions.indexOf(action);
    return index < 0 ? action : index;
  };
  const terms = decision.candidates.flatMap(({ languageModel, examples, adapter, memory }) => [
    languageModel,
    examples,
    adapter,
    memory,
  ]);
  const { shadowChoice, snapshotId } = decision;
  return [
    actions.join('\n'),
    terms.every((term) => Object.is(term, Math.fround(term)))
      ? Float32Array.from(terms)
      : Float64Array.from(terms),
    name(decision.chosen),
    decision.propensity,
    name(decision.frozenChoice),
    shadowChoice === null ? null : name(shadowChoice),
    decision.gate,
    snapshotId === null ? null : packText(snapshotId),
    decision.modelId,
    decision.recollections.map((one) => packRecollection(one, name)),
    decision.seconds,
  ];
}

export function unpackDecision(packed: PackedDecision): Decision {
  const [lines, terms, chosen, propensity, frozen, shadow, gate, snapshotId, modelId] = packed;
  const [, , , , , , , , , recollections, seconds] = packed;
  const actions = lines === '' ? [] : lines.split('\n');
  const named = (name: Name) => (typeof name === 'number' ? actions[name] : name);
  return {
    candidates: candidatesOf(actions, terms),
    chosen: named(chosen),
    propensity,
    frozenChoice: named(frozen),
    shadowChoice: shadow === null ? null : named(shadow),
    gate,
    snapshotId: snapshotId === null ? null : unpackText(snapshotId),
    modelId,
    recollections: recollections.map((one) => unpackRecollection(one, named)),
    seconds,
  };
}

/** Totals and probabilities in the order of sums of `decide`, so that they have the same bits. */
function candidatesOf(
  actions: readonly string[],
  terms: Float32Array | Float64Array,
): CandidateScore[] {
  const rows = actions.map((action, i) => {
    const at = TERMS * i;
    const [languageModel, examples] = [terms[at], terms[at + 1]];
    const [adapter, memory] = [terms[at + 2], terms[at + 3]];
    const total = languageModel + examples + adapter + memory;
    return { action, languageModel, examples, adapter, memory, total };
  });
  const probabilities = softmax(rows.map(({ total }) => total));
  return rows.map((row, i) => ({ ...row, probability: probabilities[i] }));
}

function packRecollection(one: Recollection, name: (action: string) => Name): PackedRecollection {
  const { episodeId, signalId, request, action, similarity, corrected, at } = one;
  const ids = [packText(episodeId), packText(signalId)] as const;
  return [...ids, request, name(action), similarity, corrected, at];
}

function unpackRecollection(
  [episodeId, signalId, request, action, similarity, corrected, at]: PackedRecollection,
  named: (name: Name) => string,
): Recollection {
  return {
    episodeId: unpackText(episodeId),
    signalId: unpackText(signalId),
    request,
    action: named(action),
    similarity,
    corrected,
    at,
  };
}
