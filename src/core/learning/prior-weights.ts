import { KAPPA, LANGUAGE_MODEL_WEIGHT } from './parameters';

/** What likeness to example requests and the language model's log p count for in a decision's prior. */
export interface PriorWeights {
  readonly kappa: number;
  /** 0: this language model has no say in decisions and is not asked. */
  readonly languageModel: number;
}

/** Fitted for SmolLM2-135M. */
export const PRIOR_WEIGHTS: PriorWeights = {
  kappa: KAPPA,
  languageModel: LANGUAGE_MODEL_WEIGHT,
};
