/** Odd, so that multiplying by it modulo 2^32 loses nothing: any change of a single word changes the sum. */
const multiplier = 0x9e3779b1;
const otherMultiplier = 0x85ebca6b;

const float = new Float64Array(1);
const floatWords = new Int32Array(float.buffer);
/** What is mixed next, where it is no array of words already. */
const block = new Int32Array(1024);

/** Two 32-bit lanes over the words of a value; both see every word. */
class Lanes {
  /** In a typed array: as plain fields every step would allocate a number. */
  readonly #state = Int32Array.of(0x243f6a88, 0x13198a2e);

  word(word: number): void {
    block[0] = word;
    this.#mix(block, 1);
  }

  number(value: number): void {
    float[0] = value;
    this.#mix(floatWords, 2);
  }

  text(value: string): void {
    this.word(value.length);
    for (let start = 0; start < value.length; start += block.length) {
      const count = Math.min(block.length, value.length - start);
      for (let i = 0; i < count; i++) block[i] = value.charCodeAt(start + i);
      this.#mix(block, count);
    }
  }

  /** 32-bit words or single bytes; of these each takes the place of a word. */
  words(words: Int32Array | Int8Array): void {
    this.word(words.length);
    this.#mix(words instanceof Int32Array ? words : new Int32Array(words), words.length);
  }

  /** 53 bits: all of the first lane, 21 of the second. */
  get sum(): number {
    const first = this.#state[0];
    const second = this.#state[1];
    const low = (first ^ (first >>> 15)) >>> 0;
    const high = (second ^ (second >>> 16)) >>> 11;
    return high * 2 ** 32 + low;
  }

  /** One kind of array, so that it is fast from its first run: 790 kB of a basis are summed on the page's thread. */
  #mix(words: Int32Array, count: number): void {
    let first = this.#state[0];
    let second = this.#state[1];
    for (let i = 0; i < count; i++) {
      const word = words[i]!;
      first = Math.imul(first ^ word, multiplier);
      second = Math.imul(Math.imul((second << 13) | (second >>> 19), 5) ^ word, otherMultiplier);
    }
    this.#state[0] = first;
    this.#state[1] = second;
  }
}

/** Tags keep values of different kinds apart: 1 and "1", [] and {}. */
const tag = {
  undefined: 1,
  null: 2,
  true: 3,
  false: 4,
  number: 5,
  text: 6,
  list: 7,
  object: 8,
  floats: 9,
  doubles: 10,
  bytes: 11,
};

type Numbers = Float32Array | Float64Array | Int8Array;

function isNumbers(value: unknown): value is Numbers {
  return (
    value instanceof Float32Array || value instanceof Float64Array || value instanceof Int8Array
  );
}

function addNumbers(lanes: Lanes, value: Numbers): void {
  if (value instanceof Int8Array) {
    lanes.word(tag.bytes);
    lanes.words(value);
    return;
  }
  lanes.word(value instanceof Float32Array ? tag.floats : tag.doubles);
  lanes.words(new Int32Array(value.buffer, value.byteOffset, value.byteLength / 4));
}

function addObject(lanes: Lanes, value: object): void {
  const keys = Object.keys(value);
  lanes.word(tag.object);
  lanes.word(keys.length);
  for (const key of keys) {
    lanes.text(key);
    add(lanes, (value as Record<string, unknown>)[key]);
  }
}

function add(lanes: Lanes, value: unknown): void {
  if (typeof value === 'string') {
    lanes.word(tag.text);
    lanes.text(value);
  } else if (typeof value === 'number') {
    lanes.word(tag.number);
    lanes.number(value);
  } else if (value === undefined) lanes.word(tag.undefined);
  else if (value === null) lanes.word(tag.null);
  else if (typeof value === 'boolean') lanes.word(value ? tag.true : tag.false);
  else if (isNumbers(value)) addNumbers(lanes, value);
  else if (Array.isArray(value)) {
    lanes.word(tag.list);
    lanes.word(value.length);
    for (const item of value) add(lanes, item);
  } else if (typeof value === 'object') addObject(lanes, value);
  else throw new TypeError(`A record may not hold a ${typeof value}.`);
}

/**
 * A 53-bit sum over a record: plain data and arrays of floats, doubles or bytes (their bits). Synchronous, because nothing may be
 * awaited inside a transaction but the database; finds every change of a single 32-bit word and lets any
 * other through with odds of 2^-53. Not cryptographic. Keys count in their stored order, which structured
 * clones keep.
 */
export function checksum(value: unknown): number {
  const lanes = new Lanes();
  add(lanes, value);
  return lanes.sum;
}
