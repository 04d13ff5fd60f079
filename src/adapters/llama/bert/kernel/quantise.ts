/** Activations become integers of at most this magnitude, in steps by token: what the model's ONNX graph does. */
const FINEST: f32 = 127;

/**
 * `[count, columns]` float32 as integers with `offset` added, as `product` reads them; each token's largest magnitude at
 * `magnitudes`. `columns` is a multiple of 16.
 */
export function quantise(
  rows: usize,
  columns: i32,
  count: i32,
  out: usize,
  magnitudes: usize,
  offset: i32,
): void {
  const bytes = (<usize>columns) << 2;
  for (let token = 0; token < count; token++) {
    const row = rows + <usize>token * bytes;
    const factor = stepsOf(row, bytes, magnitudes + ((<usize>token) << 2));
    for (let i: usize = 0; i < bytes; i += 64) {
      const place = <usize>token * bytes + i;
      const low = eight(row + i, factor);
      const high = eight(row + i + 32, factor);
      if (ASC_FEATURE_RELAXED_SIMD) {
        const sixteen = i8x16.narrow_i16x8_s(low, high);
        v128.store(out + (place >> 2), i8x16.add(sixteen, i8x16.splat(<i8>offset)));
      } else {
        const added = i16x8.splat(<i16>offset);
        v128.store(out + (place >> 1), i16x8.add(low, added));
        v128.store(out + (place >> 1), i16x8.add(high, added), 16);
      }
    }
  }
}

/** Steps per unit; writes the largest magnitude. */
function stepsOf(row: usize, bytes: usize, magnitude: usize): v128 {
  let peak = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    peak = f32x4.max(peak, f32x4.abs(v128.load(row + i)));
  }
  const top = max<f32>(
    max<f32>(f32x4.extract_lane(peak, 0), f32x4.extract_lane(peak, 1)),
    max<f32>(f32x4.extract_lane(peak, 2), f32x4.extract_lane(peak, 3)),
  );
  store<f32>(magnitude, top);
  return f32x4.splat(top > 0 ? FINEST / top : 0);
}

function eight(row: usize, factor: v128): v128 {
  const low = f32x4.nearest(f32x4.mul(v128.load(row), factor));
  const high = f32x4.nearest(f32x4.mul(v128.load(row, 16), factor));
  return i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(low), i32x4.trunc_sat_f32x4_s(high));
}
