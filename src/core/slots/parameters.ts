/** Every number of the slot head with its evidence: docs/decisions/2026-11-23-slot-head.md. */

/** Neighbours that tell whether a parameter has a value, and the temperature of their votes (cosine). */
export const PRESENCE_NEIGHBOURS = 8;
export const PRESENCE_TEMPERATURE = 0.1;
/** Calls with and without a value that every parameter is taken to have had. */
export const PRESENCE_PRIOR = 0.5;

/** Of every tool the third call of each ten is never trained on: it judges heads and fits the terms' weights. */
export const HOLDOUT = { first: 3, every: 10 } as const;

/** From zero: every call 15 times. Head alone, tool given, exact after 100 and 700 SNIPS, 200 and 1,000 HWU64 calls:
 *  6 times .333 .735 .490 .700, 15 times .367 .765 .502 .712, with L2 1e-3 .357 .740 .495 .693. [seed 777] */
export const FIRST_FIT = { rounds: 15, batch: 16, learningRate: 0.02, l2: 1e-4 } as const;
/** From a start: the new calls and `REPLAY` older ones. 400 calls, tool given, last 200 exact, SNIPS and HWU64: 3 times
 *  with 96 (6 times at first) .635 .715, 5 times with 160 (15 at first) .670 .735. [mean of seeds 101, 102] */
export const LATER_FITS = { rounds: 5, batch: 16, learningRate: 0.01, l2: 1e-4 } as const;
export const REPLAY = 160;
/** Known calls before the first training; later ones when there are 10, or 5 %, more. */
export const FIRST_SLOT_TRAINING = 8;
export const SLOT_TRAINING_EVERY = 10;
export const SLOT_TRAINING_GROWTH = 0.05;

/** Weights of the terms before there are held-out calls, and how firmly they are held (1 / variance). `any` is every
 *  value's once there is a head, which leaves too many out: 1 nat for each brought 100 SNIPS calls from .367 to .395
 *  exact, 700 from .765 to .770, 200 HWU64 calls from .502 to .530, 1,000 from .712 to .728. [head alone, seed 777] */
export const TERM_WEIGHTS = { languageModel: 0.2, recall: 0.3, slots: 1, any: 0.5 } as const;
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
