/**
 * SHA-256 (FIPS 180-4), hexadecimal. Synchronous and pure, unlike Web Crypto: hashes are taken where learning is
 * decided, in core, and a head is a few kilobytes.
 */
export function sha256(bytes: Uint8Array): string {
  const padded = pad(bytes);
  const state = Uint32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
  const schedule = new Uint32Array(64);
  for (let offset = 0; offset < padded.byteLength; offset += 64) {
    fillSchedule(schedule, padded, offset);
    compress(state, schedule);
  }
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
}

const PRIMES = firstPrimes(64);
const ROUND_CONSTANTS = Uint32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) {
    if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  }
  return primes;
}

/** The first 32 bits behind the binary point. */
function fraction(value: number): number {
  return Math.floor((value - Math.floor(value)) * 2 ** 32);
}

function pad(bytes: Uint8Array): DataView {
  const length = Math.ceil((bytes.length + 9) / 64) * 64;
  const padded = new Uint8Array(length);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(length - 4, (bytes.length << 3) >>> 0);
  return view;
}

const rotateRight = (word: number, by: number) => (word >>> by) | (word << (32 - by));

function fillSchedule(schedule: Uint32Array, view: DataView, offset: number) {
  for (let i = 0; i < 16; i++) schedule[i] = view.getUint32(offset + 4 * i);
  for (let i = 16; i < 64; i++) {
    const a = schedule[i - 15];
    const b = schedule[i - 2];
    const small = rotateRight(a, 7) ^ rotateRight(a, 18) ^ (a >>> 3);
    const large = rotateRight(b, 17) ^ rotateRight(b, 19) ^ (b >>> 10);
    schedule[i] = schedule[i - 16] + small + schedule[i - 7] + large;
  }
}

function compress(state: Uint32Array, schedule: Uint32Array) {
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const sumE = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25);
    const chosen = (e & f) ^ (~e & g);
    const first = (h + sumE + chosen + ROUND_CONSTANTS[i] + schedule[i]) | 0;
    const sumA = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = (sumA + majority) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] += word));
}
