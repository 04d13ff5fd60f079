import type { Encoder, SentenceState } from '../ports/encoder';
import { ApprenticeError } from '../errors/apprentice-error';
import { sha256 } from './sha256';
import { dot, norm } from './vector';

/**
 * Coordinates in which sentences are compared: the leading principal directions of two layers of the encoder side by
 * side, the pooled last one and the mean of the word states (layer 3). What a request is for shows in the one, its
 * wording in the other: 64 tools with 3 examples and 800 corrections each tell .85 of requests apart instead of .825,
 * and a state is a third shorter (docs/decisions/2026-11-28-sentence-space.md).
 */
export interface SentenceSpace {
  /** SHA-256 of its bytes. */
  readonly hash: string;
  /** Length of a state. */
  readonly dimensions: number;
  /** Mean of the normalised mean word states, which all sentences have in common. */
  readonly wordMean: Float32Array;
  /** `dimensions x inputs`, row-major; rows are orthonormal. `inputs`: the pooled state, then the words'. */
  readonly matrix: Float32Array;
}

/** Bytes before the codes: two 32-bit numbers, the words' mean, a scale for each row. */
const HEADER = 8;

/**
 * A space from its file: dimensions and inputs (uint32), the words' mean and the rows' scales (float32), the matrix (int8,
 * times its row's scale), all little-endian. Throws `sentence-space` where the length is not what the header says.
 */
export function readSentenceSpace(bytes: Uint8Array): SentenceSpace {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [dimensions, inputs] = [0, 4].map((at) =>
    bytes.length < HEADER ? 0 : view.getUint32(at, true),
  );
  const width = inputs / 2;
  const codesAt = HEADER + 4 * (width + dimensions);
  if (dimensions === 0 || bytes.length !== codesAt + dimensions * inputs) {
    throw new ApprenticeError(
      'sentence-space',
      'The file that sentences are compared by is incomplete. Reload the page to fetch it again.',
    );
  }
  const floats = (at: number, count: number) =>
    Float32Array.from({ length: count }, (_, i) => view.getFloat32(at + 4 * i, true));
  const scales = floats(HEADER + 4 * width, dimensions);
  const matrix = Float32Array.from(
    { length: dimensions * inputs },
    (_, i) => view.getInt8(codesAt + i) * scales[Math.floor(i / inputs)],
  );
  return { hash: sha256(bytes), dimensions, wordMean: floats(HEADER, width), matrix };
}

/** The file of a space, see `readSentenceSpace`. */
export function writeSentenceSpace(
  wordMean: Float32Array,
  rows: readonly Float32Array[],
): Uint8Array {
  const inputs = 2 * wordMean.length;
  const codesAt = HEADER + 4 * (wordMean.length + rows.length);
  const bytes = new Uint8Array(codesAt + rows.length * inputs);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, rows.length, true);
  view.setUint32(4, inputs, true);
  wordMean.forEach((value, i) => view.setFloat32(HEADER + 4 * i, value, true));
  rows.forEach((row, r) => {
    const scale = row.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) / 127;
    view.setFloat32(HEADER + 4 * (wordMean.length + r), scale, true);
    row.forEach((value, i) => view.setInt8(codesAt + r * inputs + i, Math.round(value / scale)));
  });
  return bytes;
}

/** Pooled state and words' mean side by side, each of length 1: what a space has its directions in. */
export function layersOf({ pooled, words }: SentenceState, wordMean: Float32Array): Float32Array {
  const width = wordMean.length;
  const sum = new Float32Array(width);
  for (let i = 0; i < words.length; i++) sum[i % width] += words[i];
  const layers = new Float32Array(pooled.length + width);
  layers.set(pooled);
  // A text without words has nothing to say here.
  if (words.length > 0) {
    const centred = unit(sum).map((value, i) => value - wordMean[i]);
    layers.set(unit(centred), pooled.length);
  }
  return layers;
}

/** The encoder with pooled states in the space. What is learned is bound to both. */
export function inSpace(encoder: Encoder, space: SentenceSpace): Encoder {
  const { dimensions, wordMean, matrix } = space;
  const place = (state: SentenceState): SentenceState => {
    const layers = layersOf(state, wordMean);
    const pooled = Float32Array.from({ length: dimensions }, (_, i) =>
      dot(layers, matrix, i * layers.length),
    );
    return { ...state, pooled: unit(pooled) };
  };
  return {
    id: encoder.id,
    hash: sha256(new TextEncoder().encode(`${encoder.hash} ${space.hash}`)),
    dimensions,
    wordDimensions: encoder.wordDimensions,
    embed: async (texts) => (await encoder.embed(texts)).map(place),
    dispose: () => encoder.dispose(),
  };
}

function unit(vector: Float32Array): Float32Array {
  const length = norm(vector) || 1;
  return vector.map((value) => value / length);
}
