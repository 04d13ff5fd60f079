import type { Random } from '../ports/random';

/**
 * Mulberry32 (Tommy Ettinger, 2017): 32 bits of state, period 2^32, far more than the few hundred draws of one
 * answer. The same seed gives the same sequence on every engine.
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
  };
}
