/** Every number of the slot head with its evidence: docs/decisions/2026-11-23-slot-head.md. */

/** Neighbours that tell whether a parameter has a value, and the temperature of their votes (cosine). */
export const PRESENCE_NEIGHBOURS = 8;
export const PRESENCE_TEMPERATURE = 0.1;
/** Calls with and without a value that every parameter is taken to have had. */
export const PRESENCE_PRIOR = 0.5;

/** Of every tool the third call of each ten is never trained on: it judges heads and fits the terms' weights. */
export const HOLDOUT = { first: 3, every: 10 } as const;

/** From zero: every call six times. 700 SNIPS calls, hashed words: 4 times .745 exact, 8 times .757; 6 is between. */
export const FIRST_FIT = { rounds: 6, batch: 16, learningRate: 0.02, l2: 1e-4 } as const;
/** From a start: the new calls and `REPLAY` older ones, three times. */
export const LATER_FITS = { rounds: 3, batch: 16, learningRate: 0.01, l2: 1e-4 } as const;
export const REPLAY = 96;
/** Known calls before the first training; later ones when there are 10, or 5 %, more. */
export const FIRST_SLOT_TRAINING = 8;
export const SLOT_TRAINING_EVERY = 10;
export const SLOT_TRAINING_GROWTH = 0.05;

/** Weights of the terms before there are held-out calls, and how firmly they are held (1 / variance). */
export const TERM_WEIGHTS = { languageModel: 0.2, recall: 0.3, slots: 1, any: 0 } as const;
export const TERM_STRENGTH = 3;
/** The newest held-out calls that fit the weights. */
export const TERM_CALLS = 60;

/**
 * Terms of a call in the app: what the untrained agent's rules allow comes before memory and head. Calls that count as
 * having followed the rules, and as not, before any is known: two corrections of one kind are enough to leave them.
 */
export const RULE_WEIGHT = 1;
export const RULE_PRIOR = { right: 4, wrong: 1 } as const;
/** The language model is asked where the best value leads by less (nat), about so many parameters and values of each. */
export const SURE_LEAD = 2;
export const ASKED_PARAMETERS = 2;
export const ASKED_SPANS = 3;
/** The newest calls that are kept in memory: 12.5 kB and 7.6 ms of encoding at a start each. */
export const CALLS_KEPT = 600;
/** Versions of the slot head that can be gone back to. */
export const SLOT_VERSIONS_KEPT = 10;
