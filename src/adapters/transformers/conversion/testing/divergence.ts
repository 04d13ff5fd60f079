/** Natural-log probabilities of logits. */
export function logSoftmax(row: Float32Array): Float64Array {
  const largest = row.reduce((a, b) => Math.max(a, b), -Infinity);
  const sum = row.reduce((total, x) => total + Math.exp(x - largest), 0);
  return Float64Array.from(row, (x) => x - largest - Math.log(sum));
}

/**
 * KL(reference || ours) in nat over the reference's eight likeliest tokens and one bucket for all
 * others: the probabilities stay as they are, so lost mass counts. It is at most the full KL.
 */
export function divergence(
  tokens: readonly number[],
  reference: readonly number[],
  ours: Float64Array,
): number {
  let [sum, referenceMass, ourMass] = [0, 0, 0];
  tokens.forEach((token, i) => {
    const probability = Math.exp(reference[i]!);
    sum += probability * (reference[i]! - ours[token]!);
    referenceMass += probability;
    ourMass += Math.exp(ours[token]!);
  });
  const rest = 1 - referenceMass;
  return rest > 1e-6 ? sum + rest * Math.log(rest / Math.max(1 - ourMass, 1e-12)) : sum;
}
