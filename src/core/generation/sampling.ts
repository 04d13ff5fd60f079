import type { Random } from '../ports/random';

export interface SamplingOptions {
  /** 0 is greedy. */
  readonly temperature: number;
  /** The smallest set of tokens whose probabilities reach this sum is drawn from (Holtzman et al. 2020). */
  readonly topP: number;
}

/** Index of the largest logit, the first of equals; -1 when all are minus infinity. */
export function argmax(logits: Float32Array): number {
  let best = -1;
  let largest = -Infinity;
  for (let token = 0; token < logits.length; token++) {
    if (logits[token]! > largest) {
      largest = logits[token]!;
      best = token;
    }
  }
  return best;
}

/** Natural log of the sum of exponentials; -Infinity for an empty list. */
export function logSumExp(values: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i]!);
  if (largest === -Infinity) return -Infinity;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i]! - largest);
  return largest + Math.log(sum);
}

/** Draws a token; minus infinity is never drawn. -1 when nothing may be drawn. */
export function sample(
  logits: Float32Array,
  { temperature, topP }: SamplingOptions,
  random: Random,
): number {
  const best = argmax(logits);
  if (temperature === 0 || best === -1) return best;
  const nucleus = nucleusOf(logits, logits[best]!, temperature, topP);
  let left = random.next() * nucleus.mass;
  for (const { token, weight } of nucleus.tokens) {
    left -= weight;
    if (left < 0) return token;
  }
  return best;
}

interface Weighted {
  readonly token: number;
  readonly weight: number;
}

/** The most likely tokens, most likely first, until they hold `topP` of the mass. Weights are unnormalised. */
function nucleusOf(logits: Float32Array, largest: number, temperature: number, topP: number) {
  const weightOf = (logit: number): number => Math.exp((logit - largest) / temperature);
  let total = 0;
  for (const logit of logits) total += weightOf(logit);
  // Tokens below this together hold less than 1 - topP, so they cannot be needed: it spares sorting
  // the 49,000 others.
  const threshold = ((1 - topP) * total) / logits.length;
  const candidates: Weighted[] = [];
  for (let token = 0; token < logits.length; token++) {
    const weight = weightOf(logits[token]!);
    if (weight > 0 && weight >= threshold) candidates.push({ token, weight });
  }
  candidates.sort((a, b) => b.weight - a.weight || a.token - b.token);
  let mass = 0;
  let count = 0;
  while (count < candidates.length && (count === 0 || mass < topP * total)) {
    mass += candidates[count++]!.weight;
  }
  return { tokens: candidates.slice(0, count), mass };
}
