import { codedState, sentenceCodes } from '../../core/learning/sentence-code';
import type { Decision, Episode, ToolStep } from '../../core/memory/episode';
import { packDecision, unpackDecision, type PackedDecision } from './packed-decision';
import { packStep, unpackStep, type PackedStep } from './packed-step';
import { packText, unpackText } from './packed-text';
import { sameData } from './same-data';

/**
 * An episode as it is stored: its sentence state in a quarter of the bytes, its decision without names and without
 * what follows from the rest. What would not come back to the last bit stands there as it is.
 */
export interface PackedEpisode extends Omit<Episode, 'embedding' | 'decision' | 'steps'> {
  readonly embedding: Float32Array | Int8Array | null;
  readonly decision: Decision | PackedDecision | null;
  readonly steps: readonly (ToolStep | PackedStep)[];
}

export function packEpisode(episode: Episode): PackedEpisode {
  const { embedding, decision, steps, encoderHash } = episode;
  return {
    ...episode,
    embedding: embedding && whereEqual(embedding, sentenceCodes, codedState),
    decision: decision && whereEqual(decision, packDecision, unpackDecision),
    steps: steps.map((step) => whereEqual(step, packStep, unpackStep)),
    encoderHash: whereEqual(encoderHash, packText, unpackText),
  };
}

/** Reads packed and plain episodes: a part that was never packed is what it is. */
export function unpackEpisode(packed: PackedEpisode): Episode {
  const { embedding, decision, steps, encoderHash } = packed;
  return {
    ...packed,
    embedding: embedding instanceof Int8Array ? codedState(embedding) : embedding,
    decision: isPacked(decision) ? unpackDecision(decision) : decision,
    steps: steps.map((step) => ('toolId' in step ? step : unpackStep(step))),
    encoderHash: unpackText(encoderHash),
  };
}

function isPacked(decision: PackedEpisode['decision']): decision is PackedDecision {
  return Array.isArray(decision);
}

/** The packed form where unpacking gives the same again, else the plain one. */
function whereEqual<T, P>(plain: T, pack: (plain: T) => P, unpack: (packed: P) => T): T | P {
  const packed = pack(plain);
  return sameData(unpack(packed), plain) ? packed : plain;
}
