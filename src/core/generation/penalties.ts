/**
 * Makes tokens that were already written less likely, in place: positive logits are divided by `penalty`,
 * negative ones multiplied (Keskar et al. 2019, "CTRL", section 4.1). A penalty of 1 changes nothing.
 */
export function penaliseRepetition(
  logits: Float32Array,
  written: readonly number[],
  penalty: number,
): void {
  if (penalty === 1) return;
  for (const token of new Set(written)) {
    const logit = logits[token]!;
    logits[token] = logit > 0 ? logit / penalty : logit * penalty;
  }
}
