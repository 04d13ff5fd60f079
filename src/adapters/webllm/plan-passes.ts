/** Rows that are read at once: 32 of 152,000 logits are 19 MB. */
const rowsAtOnce = 32;

interface Pass {
  readonly tokens: number;
  readonly rows: number;
}

/** How `tokens` go through an engine of `chunk` tokens a pass, when rows after the last `rows` of them are wanted. */
export function planPasses(tokens: number, rows: number, chunk: number): Pass[] {
  const plan: Pass[] = [];
  for (let [left, rowsLeft] = [tokens, rows]; left > 0;) {
    const silent = left - rowsLeft;
    const size = Math.min(chunk, silent + Math.min(rowsLeft, rowsAtOnce));
    const read = Math.max(0, size - silent);
    plan.push({ tokens: size, rows: read });
    left -= size;
    rowsLeft -= read;
  }
  return plan;
}
