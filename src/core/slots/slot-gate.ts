import { superiority } from '../learning/evidence';
import { isFiniteHead } from '../learning/head';
import { GATE_A } from '../learning/parameters';
import { bestSpans } from './best-spans';
import type { KnownCall } from './slot-call';
import type { SlotHead } from './slot-head';
import { scoreWords } from './slot-head';
import { chainTable } from './span-table';

export interface SlotGateReport {
  readonly passed: boolean;
  /** Held-out calls of which the candidate gets more parameters right than the live head, and fewer. */
  readonly wins: number;
  readonly losses: number;
  /** P(better); must be above GATE_A's confidence. */
  readonly value: number;
  /** For people. */
  readonly sentence: string;
}

/** Gate of a slot head: on calls that were never trained on it must be better than the live one, null for none. */
export function slotGate(
  candidate: SlotHead,
  live: SlotHead | null,
  heldOut: readonly KnownCall[],
): SlotGateReport {
  if (!isFiniteHead(candidate)) {
    const sentence = 'Some weights are not numbers.';
    return { passed: false, wins: 0, losses: 0, value: 0, sentence };
  }
  const leads = heldOut.map((known) => rightSlots(candidate, known) - rightSlots(live, known));
  const wins = leads.filter((lead) => lead > 0).length;
  const losses = leads.filter((lead) => lead < 0).length;
  const value = superiority(wins, losses);
  return {
    passed: value > GATE_A.confidence,
    wins,
    losses,
    value,
    sentence:
      wins + losses === 0
        ? 'No call that was kept apart tells it from the present version yet.'
        : `Of the calls that were kept apart it fills ${wins} better than the present version, and ${losses} worse.`,
  };
}

/** How many of the call's parameters the head alone fills as the user did, empty ones included. */
function rightSlots(head: SlotHead | null, { tool, request, spans }: KnownCall): number {
  const filled = head
    ? bestSpans(chainTable(scoreWords(head, tool, request.features)), tool.parameters)
    : [];
  const of = (list: typeof spans, parameter: number) =>
    list
      .filter((span) => span.parameter === parameter)
      .map(({ start, end }) => `${start}-${end}`)
      .join();
  return tool.parameters.filter((_, k) => of(filled, k) === of(spans, k)).length;
}
