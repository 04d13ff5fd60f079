/** Above this not every integer is a double. */
const LARGEST_EXACT = 1e15;
const SMALLEST_PLAIN = 1e-6;

/**
 * A number for people: at most ten significant digits (integers have all of theirs), groups of three from 10,000
 * on, powers of ten beyond 10^15 and below 10^-6.
 */
export function writeNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= LARGEST_EXACT || (size > 0 && size < SMALLEST_PLAIN)) {
    const [digits, exponent] = value.toExponential(5).split('e');
    return `${Number(digits)} × 10^${Number(exponent)}`;
  }
  const plain = String(Number.isInteger(value) ? value : Number(value.toPrecision(10)));
  const [whole, fraction] = plain.split('.');
  const grouped = size >= 10_000 ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** A measured quantity: two decimals, and never fewer than three significant digits. */
export function roundQuantity(value: number): number {
  return Number(Math.abs(value) < 1 ? value.toPrecision(3) : value.toFixed(2));
}
