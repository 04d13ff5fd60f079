/**
 * SHA-256 (FIPS 180-4), hexadecimal. Synchronous and pure, unlike Web Crypto: hashes are taken where learning is
 * decided, in core, and a head is a few kilobytes.
 */
export function sha256(bytes: Uint8Array): string {
  const hash = new Sha256();
  hash.update(bytes);
  return hash.digest();
}

const blockBytes = 64;

/** SHA-256 of bytes that arrive in pieces, which Web Crypto can't take: a gigabyte need not be in memory at once. */
export class Sha256 {
  readonly #state = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
  readonly #schedule = new Int32Array(64);
  /** The bytes of a block that is not whole yet. */
  readonly #rest = new Uint8Array(blockBytes);
  #restLength = 0;
  #bytes = 0;

  update(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    let from = 0;
    if (this.#restLength > 0) {
      from = Math.min(bytes.length, blockBytes - this.#restLength);
      this.#rest.set(bytes.subarray(0, from), this.#restLength);
      this.#restLength += from;
      if (this.#restLength < blockBytes) return;
      this.#compress(this.#rest);
    }
    const whole = bytes.length - ((bytes.length - from) % blockBytes);
    this.#compress(bytes.subarray(from, whole));
    this.#rest.set(bytes.subarray(whole));
    this.#restLength = bytes.length - whole;
  }

  /** The hash of everything; nothing may be added after it. */
  digest(): string {
    this.#compress(padding(this.#rest.subarray(0, this.#restLength), this.#bytes));
    return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  #compress(blocks: Uint8Array): void {
    const view = new DataView(blocks.buffer, blocks.byteOffset, blocks.length);
    for (let offset = 0; offset < blocks.length; offset += blockBytes) {
      fillSchedule(this.#schedule, view, offset);
      compress(this.#state, this.#schedule);
    }
  }
}

const PRIMES = firstPrimes(64);
const ROUND_CONSTANTS = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));

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

/** The last blocks: the rest of the bytes, a one bit, zeros, and the length in bits. */
function padding(rest: Uint8Array, bytes: number): Uint8Array {
  const length = rest.length + 9 > blockBytes ? 2 * blockBytes : blockBytes;
  const padded = new Uint8Array(length);
  padded.set(rest);
  padded[rest.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(length - 8, Math.floor(bytes / 2 ** 29));
  view.setUint32(length - 4, (bytes << 3) >>> 0);
  return padded;
}

const rotateRight = (word: number, by: number) => (word >>> by) | (word << (32 - by));

function fillSchedule(schedule: Int32Array, view: DataView, offset: number) {
  for (let i = 0; i < 16; i++) schedule[i] = view.getInt32(offset + 4 * i);
  for (let i = 16; i < 64; i++) {
    const a = schedule[i - 15];
    const b = schedule[i - 2];
    const small = rotateRight(a, 7) ^ rotateRight(a, 18) ^ (a >>> 3);
    const large = rotateRight(b, 17) ^ rotateRight(b, 19) ^ (b >>> 10);
    schedule[i] = (schedule[i - 16] + small + schedule[i - 7] + large) | 0;
  }
}

function compress(state: Int32Array, schedule: Int32Array) {
  // Plain variables: rotating an array of eight takes twice as long, and 1 GB of weights is hashed with this.
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let i = 0; i < 64; i++) {
    const sumE = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25);
    const chosen = (e & f) ^ (~e & g);
    const first = (h + sumE + chosen + ROUND_CONSTANTS[i] + schedule[i]) | 0;
    const sumA = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + sumA + majority) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}
