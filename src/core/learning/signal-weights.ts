import type { SignalKind } from './signal';

/** What a signal teaches: its trust, and whether it says that the action was right (1) or wrong (-1). */
export interface SignalWeight {
  readonly trust: number;
  readonly sign: 1 | -1;
  /** Speaks of the choice of the action; otherwise only of its arguments. */
  readonly decides: boolean;
}

/** LEARNING.md, "Signals and weights". An argument that was fixed says that the action was the right one. */
export const SIGNAL_WEIGHTS: Readonly<Record<SignalKind, SignalWeight>> = {
  correction: { trust: 1, sign: 1, decides: true },
  'answer-edit': { trust: 0.7, sign: 1, decides: true },
  'argument-edit': { trust: 0.7, sign: 1, decides: true },
  hindsight: { trust: 0.7, sign: 1, decides: true },
  'thumbs-up': { trust: 0.5, sign: 1, decides: true },
  'verified-success': { trust: 0.3, sign: 1, decides: true },
  'thumbs-down': { trust: 0.3, sign: -1, decides: true },
  undo: { trust: 0.3, sign: -1, decides: true },
  'schema-failure': { trust: 0.2, sign: -1, decides: false },
  rephrase: { trust: 0.1, sign: -1, decides: true },
  copy: { trust: 0.1, sign: 1, decides: true },
  abandon: { trust: 0, sign: -1, decides: false },
};
