import type { SentenceState } from '../ports/encoder';
import type { ActionId } from '../memory/episode';
import type { SlotValues } from './align-values';
import { alignValues } from './align-values';
import { allWords, requestWords, wordForm } from './request-words';
import type { SlotSpan, SlotTool } from './slot';
import type { WordFeatures } from './word-features';
import { wordFeatures } from './word-features';

/** A call that the user made right or confirmed: all that has to be stored. */
export interface SlotCall {
  /** Of its episode. */
  readonly id: string;
  readonly tool: ActionId;
  readonly request: string;
  readonly values: SlotValues;
  /** Trust in it (learning/signal-weights.ts). */
  readonly weight: number;
}

/** A request as the slot head sees it. */
export interface SlotRequest {
  readonly words: readonly string[];
  readonly forms: readonly string[];
  readonly features: WordFeatures;
  /** Pooled state, length 1. */
  readonly pooled: Float32Array;
}

/** A call whose values were found in its request. */
export interface KnownCall {
  readonly call: SlotCall;
  readonly tool: SlotTool;
  readonly request: SlotRequest;
  readonly spans: readonly SlotSpan[];
}

export function slotRequest(request: string, state: SentenceState): SlotRequest {
  const words = requestWords(request);
  // States of further words stay unused.
  const dimensions = state.words.length / Math.max(1, allWords(request).length);
  return {
    words,
    forms: words.map(wordForm),
    features: wordFeatures(words, state.words, dimensions),
    pooled: state.pooled,
  };
}

/** Null when a value is not in the request's words: such a call teaches nothing about words. */
export function knownCall(call: SlotCall, tool: SlotTool, request: SlotRequest): KnownCall | null {
  const spans = alignValues(call.request, call.values, tool);
  return spans && { call, tool, request, spans };
}
