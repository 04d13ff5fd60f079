/** True when the grammar allows `token`. Layout of `mask`: see `GrammarMatcher`. */
export function isAllowed(mask: Int32Array, token: number): boolean {
  return ((mask[token >> 5]! >>> (token & 31)) & 1) === 1;
}

/** Sets the logits of tokens that the grammar forbids to minus infinity, in place. */
export function applyMask(logits: Float32Array, mask: Int32Array): void {
  for (let token = 0; token < logits.length; token++) {
    if (!isAllowed(mask, token)) logits[token] = -Infinity;
  }
}

/** The tokens that `mask` allows, ascending. */
export function* allowedTokens(mask: Int32Array): Iterable<number> {
  for (let word = 0; word < mask.length; word++) {
    for (let bits = mask[word]!; bits !== 0; bits &= bits - 1) {
      yield word * 32 + (31 - Math.clz32(bits & -bits));
    }
  }
}
