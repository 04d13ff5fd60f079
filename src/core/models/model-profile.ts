import type { PromptStyleName } from '../agent/prompt-styles/prompt-style';
import { PRIOR_WEIGHTS, type PriorWeights } from '../learning/prior-weights';
import type { ModelFamily } from './model-entry';

/** What was found out about a language model: how it is asked, and what its word counts for. Plain data, stored. */
export interface ModelProfile {
  readonly modelId: string;
  readonly style: PromptStyleName;
  readonly kappa: number;
  /** 0: it decides no better than the examples without it, and is not asked. */
  readonly languageModelWeight: number;
  /** Share of the tools' own examples decided rightly, each left out of the examples: with it, without it, it alone. */
  readonly accuracy: number;
  readonly accuracyWithout: number;
  readonly accuracyAlone: number;
  /** Examples that it was asked about. */
  readonly examples: number;
  /** ms since the epoch. */
  readonly at: number;
}

/** The setting that holds a model's profile. */
export function modelProfileKey(modelId: string): string {
  return `model-profile:${modelId}`;
}

export function weightsOf({ kappa, languageModelWeight }: ModelProfile): PriorWeights {
  return { kappa, languageModel: languageModelWeight };
}

/** Until a model is measured: those found for SmolLM2 for its family, and no say for models that nothing is known of. */
export function unmeasuredWeights(family: ModelFamily): PriorWeights {
  return family === 'smollm' ? PRIOR_WEIGHTS : { ...PRIOR_WEIGHTS, languageModel: 0 };
}

/** A stored profile of this model in this style; null for anything else, a damaged one too: it is fitted anew then. */
export function restoreModelProfile(
  value: unknown,
  modelId: string,
  style: PromptStyleName,
): ModelProfile | null {
  if (typeof value !== 'object' || value === null) return null;
  const profile = value as ModelProfile;
  const isShare = (share: unknown) => isNumber(share) && share <= 1;
  const sound =
    profile.modelId === modelId &&
    profile.style === style &&
    isNumber(profile.kappa) &&
    isNumber(profile.languageModelWeight) &&
    [profile.accuracy, profile.accuracyWithout, profile.accuracyAlone].every(isShare) &&
    isNumber(profile.examples) &&
    isNumber(profile.at);
  return sound ? profile : null;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
