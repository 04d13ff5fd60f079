import { endsPossessive } from './request-words';

/**
 * Surface of a word, each 0 or 1: capital, two capitals, digit, possessive, punctuation after it, quotation mark
 * before it, another character inside; the last stands for the edge of the request in a neighbour's place.
 */
const FLAGS = 8;
const EDGE = FLAGS - 1;
/**
 * Weight of a flag beside a state of length 1, chosen. 700 SNIPS calls: .717 exact on states alone, .753 with hashed
 * marks like these.
 */
const FLAG_SCALE = 0.5;
/** The word itself, then its left and its right neighbour. */
const PLACES = [0, -1, 1];

/** One row of `wordWidth` floats per word: what its neighbours' features are made of. */
export interface WordFeatures {
  readonly count: number;
  readonly width: number;
  /** `count x width`, row-major. */
  readonly rows: Float32Array;
}

/** The head's number of inputs for states of `dimensions` floats. */
export function windowWidth(dimensions: number): number {
  return windowWidthOf(dimensions + FLAGS);
}

/** The head's number of inputs for words of `width` features. */
export function windowWidthOf(width: number): number {
  return PLACES.length * width;
}

/** `states` as `Encoder.embed` gives them: one row of `wordDimensions` floats for each word of the text. */
export function wordFeatures(
  words: readonly string[],
  states: Float32Array,
  dimensions: number,
): WordFeatures {
  const width = dimensions + FLAGS;
  const rows = new Float32Array(words.length * width);
  words.forEach((word, index) => {
    const state = states.subarray(index * dimensions, (index + 1) * dimensions);
    const length = Math.sqrt(state.reduce((sum, x) => sum + x * x, 0)) || 1;
    const row = rows.subarray(index * width, (index + 1) * width);
    state.forEach((x, i) => (row[i] = x / length));
    flagsOf(word).forEach((set, i) => (row[dimensions + i] = set ? FLAG_SCALE : 0));
  });
  return { count: words.length, width, rows };
}

function flagsOf(word: string): boolean[] {
  return [
    /^\P{L}*\p{Lu}/u.test(word),
    /\p{Lu}.*\p{Lu}/u.test(word),
    /\p{N}/u.test(word),
    endsPossessive(word),
    /[.,;:!?)"”’']$/u.test(word),
    /^["“‘'(]/u.test(word),
    /[\p{L}\p{N}][^\p{L}\p{N}'’.]+[\p{L}\p{N}]/u.test(word),
  ];
}

/** Features of every word with those of its neighbours, `count x windowWidth`, written into `target` from `offset` on. */
export function writeWindows(
  { count, width, rows }: WordFeatures,
  target: Float32Array,
  offset = 0,
): void {
  let at = offset;
  for (let word = 0; word < count; word++) {
    for (const place of PLACES) {
      const index = word + place;
      if (index >= 0 && index < count) {
        target.set(rows.subarray(index * width, (index + 1) * width), at);
      } else {
        target.fill(0, at, at + width);
        target[at + width - FLAGS + EDGE] = FLAG_SCALE;
      }
      at += width;
    }
  }
}

export function windows(features: WordFeatures): Float32Array {
  const matrix = new Float32Array(features.count * PLACES.length * features.width);
  writeWindows(features, matrix);
  return matrix;
}
