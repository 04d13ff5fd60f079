/**
 * Scales weights down so that no origin holds more than `share` of the whole. With fewer origins than that allows
 * (10 at 10 %) nothing is changed: someone with three conversations may learn from them.
 */
export function capShares(
  weights: readonly number[],
  origins: readonly string[],
  share: number,
): number[] {
  const totals = new Map<string, number>();
  weights.forEach((weight, i) => totals.set(origins[i], (totals.get(origins[i]) ?? 0) + weight));
  const cap = ceiling([...totals.values()], share);
  return weights.map((weight, i) => {
    const total = totals.get(origins[i]) ?? 0;
    return total > cap ? (weight * cap) / total : weight;
  });
}

/** The cap c with c = share x sum of min(total, c); Infinity when nothing is above its share or none exists. */
function ceiling(totals: readonly number[], share: number): number {
  const sorted = [...totals].sort((a, b) => b - a);
  let rest = sorted.reduce((sum, total) => sum + total, 0);
  for (let capped = 0; capped < sorted.length; capped++) {
    const cap = capped === 0 ? share * rest : (share * rest) / (1 - share * capped);
    if (share * capped >= 1) return Infinity;
    if (sorted[capped] <= cap) return capped === 0 ? Infinity : cap;
    rest -= sorted[capped];
  }
  return Infinity;
}
