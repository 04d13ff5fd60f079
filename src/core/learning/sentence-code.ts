/** Largest magnitude of a code: symmetric, so that -x has the negated codes of x. */
const TOP = 127;

/** A sentence state in 8 bits a number: proportional to it, the largest magnitude is 127. */
export function sentenceCodes(embedding: Float32Array): Int8Array {
  let largest = 0;
  for (const value of embedding) largest = Math.max(largest, Math.abs(value));
  const codes = new Int8Array(embedding.length);
  for (let i = 0; i < codes.length; i++) codes[i] = Math.round((embedding[i] * TOP) / largest);
  return codes;
}

/**
 * The state of length 1 that codes stand for. Square root and division are exact to the last bit on every machine,
 * and so is what is stored as codes and read back.
 */
export function codedState(codes: Int8Array): Float32Array {
  let squares = 0;
  for (const code of codes) squares += code * code;
  const length = Math.sqrt(squares);
  const state = new Float32Array(codes.length);
  if (length > 0) for (let i = 0; i < codes.length; i++) state[i] = codes[i] / length;
  return state;
}

/**
 * The nearest state that 8 bits a number can hold: a quarter of the bytes at a cosine of at least .9998 to the
 * original. Rounded once, before anything is decided by it, so that a reload changes no decision; rounding again
 * changes nothing.
 */
export function roundedState(embedding: Float32Array): Float32Array {
  return codedState(sentenceCodes(embedding));
}
