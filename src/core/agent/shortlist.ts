import { REPLY, type ActionId } from '../memory/episode';

/** With so many actions, `reply` among them, the language model is asked about each. */
export const EXHAUSTIVE = 16;
/** With more it is asked about this many: those that the request looks most like. */
export const SHORTLIST = 16;

/**
 * The actions that the language model scores: all where there are few, else the `size` most similar ones and `reply`.
 * The right one is among 16 in .968 of 647 requests for 64 tools (HWU64) and .864 of 624 for 199 (MetaTool), among 8 in
 * .946 and .808 (bench/shortlist.ts); 16 examples are 250 tokens to read, at 177 a second (kernel, two threads).
 */
export function shortlist(
  actions: readonly ActionId[],
  similarities: ReadonlyMap<ActionId, number>,
  size = SHORTLIST,
): ReadonlySet<ActionId> {
  const likeness = (action: ActionId) => similarities.get(action) ?? 0;
  const ranked = actions.toSorted((a, b) => likeness(b) - likeness(a)).slice(0, size);
  return new Set(actions.includes(REPLY) ? [...ranked, REPLY] : ranked);
}
