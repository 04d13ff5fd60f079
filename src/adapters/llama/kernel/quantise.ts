import { exponential } from './exponential';
import { total } from './total';

/**
 * Activations become 16-bit integers of at most this magnitude: beside int8 weights the rounding of 14 bits is lost in
 * that of the weights.
 */
const FINEST: f32 = 8191;

/** The largest magnitude with which a sum of `columns` products by an int8 (at most 127) fits 31 bits. */
function magnitude(columns: i32): f32 {
  return min<f32>(FINEST, floor<f32>(2147483000.0 / (127.0 * <f32>columns)));
}

function largest(lanes: v128): f32 {
  return max<f32>(
    max<f32>(f32x4.extract_lane(lanes, 0), f32x4.extract_lane(lanes, 1)),
    max<f32>(f32x4.extract_lane(lanes, 2), f32x4.extract_lane(lanes, 3)),
  );
}

function narrow(low: v128, high: v128): v128 {
  return i16x8.narrow_i32x4_s(
    i32x4.trunc_sat_f32x4_s(f32x4.nearest(low)),
    i32x4.trunc_sat_f32x4_s(f32x4.nearest(high)),
  );
}

/** `row`, `columns` float32, as int16 at `out`; what one step is worth at `step`. */
export function quantise(row: usize, columns: i32, out: usize, step: usize): void {
  const bytes = (<usize>columns) << 2;
  let peak = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    peak = f32x4.max(peak, f32x4.abs(v128.load(row + i)));
  }
  const top = largest(peak);
  const range = magnitude(columns);
  const factor = f32x4.splat(top > 0 ? range / top : 0);
  for (let i: usize = 0; i < bytes; i += 32) {
    const low = f32x4.mul(v128.load(row + i), factor);
    const high = f32x4.mul(v128.load(row + i, 16), factor);
    v128.store(out + (i >> 1), narrow(low, high));
  }
  store<f32>(step, top / range);
}

/** The same of the row's RMS norm with the weights `gamma` (Zhang & Sennrich 2019). */
export function normalise(
  row: usize,
  gamma: usize,
  columns: i32,
  epsilon: f32,
  out: usize,
  step: usize,
): void {
  const bytes = (<usize>columns) << 2;
  let squares = f32x4.splat(0);
  let peak = squares;
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(row + i);
    squares = f32x4.add(squares, f32x4.mul(x, x));
    peak = f32x4.max(peak, f32x4.abs(f32x4.mul(x, v128.load(gamma + i))));
  }
  const inverse: f32 = 1.0 / sqrt<f32>(total(squares) / <f32>columns + epsilon);
  const top = largest(peak);
  const range = magnitude(columns);
  const factor = f32x4.splat(top > 0 ? range / top : 0);
  for (let i: usize = 0; i < bytes; i += 32) {
    const low = f32x4.mul(v128.load(row + i), v128.load(gamma + i));
    const high = f32x4.mul(v128.load(row + i, 16), v128.load(gamma + i, 16));
    v128.store(out + (i >> 1), narrow(f32x4.mul(low, factor), f32x4.mul(high, factor)));
  }
  store<f32>(step, (top * inverse) / range);
}

/** `silu(gate) x up` in the gate's place: `columns` float32 each, one behind the other. */
export function gate(row: usize, columns: i32): void {
  const bytes = (<usize>columns) << 2;
  const one = f32x4.splat(1);
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(row + i);
    const silu = f32x4.div(x, f32x4.add(one, exponential(f32x4.neg(x))));
    v128.store(row + i, f32x4.mul(silu, v128.load(row + bytes + i)));
  }
}
