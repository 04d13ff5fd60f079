import { exponential } from './exponential';
import { total } from './total';

export function addTo(row: usize, bias: usize, length: i32): void {
  for (let i: usize = 0; i < (<usize>length) << 2; i += 16) {
    v128.store(row + i, f32x4.add(v128.load(row + i), v128.load(bias + i)));
  }
}

/** RMS norm of one head, in its place. */
export function normaliseHead(row: usize, gamma: usize, length: i32, epsilon: f32): void {
  const bytes = (<usize>length) << 2;
  let squares = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(row + i);
    squares = f32x4.add(squares, f32x4.mul(x, x));
  }
  const inverse = f32x4.splat(1.0 / sqrt<f32>(total(squares) / <f32>length + epsilon));
  for (let i: usize = 0; i < bytes; i += 16) {
    const scaled = f32x4.mul(v128.load(row + i), inverse);
    v128.store(row + i, f32x4.mul(scaled, v128.load(gamma + i)));
  }
}

/**
 * Rotary embedding of one head (Su et al. 2021), the halves of the head being the pairs' two parts, from `from` to `to`.
 */
export function rotate(
  from: usize,
  to: usize,
  length: i32,
  cosines: usize,
  sines: usize,
  position: i32,
): void {
  const half = (<usize>length) << 1;
  const angles = <usize>position * half;
  for (let i: usize = 0; i < half; i += 4) {
    const cosine = load<f32>(cosines + angles + i);
    const sine = load<f32>(sines + angles + i);
    const a = load<f32>(from + i);
    const b = load<f32>(from + half + i);
    store<f32>(to + i, a * cosine - b * sine);
    store<f32>(to + half + i, b * cosine + a * sine);
  }
}

/**
 * Softmax attention of one query over `positions` keys and values `[positions, length]`, written to `out`. `scores` has
 * room for `positions` rounded up to four. `length` is a multiple of 16.
 */
export function attend(
  query: usize,
  keys: usize,
  values: usize,
  positions: i32,
  length: i32,
  scores: usize,
  out: usize,
): void {
  const width = (<usize>length) << 2;
  const scale: f32 = 1.0 / sqrt<f32>(<f32>length);
  let top: f32 = -Infinity;
  for (let p = 0; p < positions; p++) {
    const key = keys + <usize>p * width;
    let a = f32x4.splat(0);
    let b = a;
    for (let i: usize = 0; i < width; i += 32) {
      a = f32x4.add(a, f32x4.mul(v128.load(query + i), v128.load(key + i)));
      b = f32x4.add(b, f32x4.mul(v128.load(query + i, 16), v128.load(key + i, 16)));
    }
    const score = total(f32x4.add(a, b)) * scale;
    store<f32>(scores + ((<usize>p) << 2), score);
    top = max<f32>(top, score);
  }
  const padded = (positions + 3) & ~3;
  for (let p = positions; p < padded; p++) store<f32>(scores + ((<usize>p) << 2), -Infinity);
  const shift = f32x4.splat(top);
  for (let p = 0; p < padded; p += 4) {
    const place = scores + ((<usize>p) << 2);
    v128.store(place, exponential(f32x4.sub(v128.load(place), shift)));
  }
  let sum: f32 = 0;
  for (let p = 0; p < positions; p++) sum += load<f32>(scores + ((<usize>p) << 2));
  const inverse = f32x4.splat(1.0 / sum);
  for (let i: usize = 0; i < width; i += 64) {
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let value = values + i;
    for (let p = 0; p < positions; p++) {
      const weight = f32x4.splat(load<f32>(scores + ((<usize>p) << 2)));
      a = f32x4.add(a, f32x4.mul(weight, v128.load(value)));
      b = f32x4.add(b, f32x4.mul(weight, v128.load(value, 16)));
      c = f32x4.add(c, f32x4.mul(weight, v128.load(value, 32)));
      d = f32x4.add(d, f32x4.mul(weight, v128.load(value, 48)));
      value += width;
    }
    v128.store(out + i, f32x4.mul(a, inverse));
    v128.store(out + i, f32x4.mul(b, inverse), 16);
    v128.store(out + i, f32x4.mul(c, inverse), 32);
    v128.store(out + i, f32x4.mul(d, inverse), 48);
  }
}
