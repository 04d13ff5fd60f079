/** Tokens that must be repetition before we call it a loop: three rounds of eight, or of one, twenty-four. */
const loopTokens = 24;
const rounds = 3;

/**
 * True when the end of `tokens` is one n-gram over and over: at least three times, and at least 24 tokens
 * in all, so that lists and refrains are let be.
 */
export function isLooping(tokens: readonly number[]): boolean {
  for (let period = 1; period * rounds <= tokens.length; period++) {
    const span = Math.max(period * rounds, loopTokens);
    if (span <= tokens.length && repeatsWith(tokens, period, span)) return true;
  }
  return false;
}

function repeatsWith(tokens: readonly number[], period: number, span: number): boolean {
  for (let i = tokens.length - 1; i >= tokens.length - span + period; i--) {
    if (tokens[i] !== tokens[i - period]) return false;
  }
  return true;
}
