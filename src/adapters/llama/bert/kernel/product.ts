/** Rows of a matrix that are computed together. */
const BLOCK: i32 = 8;

/** Bits by which an address in a block's weights is further on than one in a token's input. */
const AHEAD: usize = ASC_FEATURE_RELAXED_SIMD ? 3 : 2;
const HALF: usize = ASC_FEATURE_RELAXED_SIMD ? 16 : 8;

/**
 * `out[token, row] = magnitude[token] x scale[row] x (start[row] + sum(weight[row, i] x input[token, i]))` for `count` tokens,
 * rounded up to four: there must be room for them. Sums are exact 32-bit integers. `rows` is a multiple of 8.
 *
 * The input is int16, with relaxed SIMD bytes. The weights are int8 in blocks of 8 rows, in a block by as many columns as fill
 * 32 bits of the input, `[columns / 2, 8, 2]` or `[columns / 4, 8, 4]`: a lane adds up one row, so that no sum is taken
 * across lanes.
 */
export function product(
  weights: usize,
  scales: usize,
  starts: usize,
  rows: i32,
  columns: i32,
  input: usize,
  magnitudes: usize,
  count: i32,
  out: usize,
): void {
  const width = ASC_FEATURE_RELAXED_SIMD ? <usize>columns : (<usize>columns) << 1;
  const stride = (<usize>rows) << 2;
  // All tokens of a block before the next: its weights stay in the first cache.
  for (let row = 0; row < rows; row += BLOCK) {
    const w = weights + <usize>row * columns;
    const at = (<usize>row) << 2;
    for (let token = 0; token < count; token += 4) {
      fourTokens(
        w,
        scales + at,
        starts + at,
        width,
        input + <usize>token * width,
        magnitudes + ((<usize>token) << 2),
        out + at + <usize>token * stride,
        stride,
      );
    }
  }
}

/** Each weight that was loaded is used four times. */
function fourTokens(
  w: usize,
  scale: usize,
  start: usize,
  width: usize,
  x: usize,
  magnitude: usize,
  out: usize,
  stride: usize,
): void {
  const x1 = x + width;
  const x2 = x1 + width;
  const x3 = x2 + width;
  let a0 = v128.load(start);
  let b0 = v128.load(start, 16);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b1 = b0;
  let b2 = b0;
  let b3 = b0;
  for (let i: usize = 0; i < width; i += 4) {
    const u = weightsAt(w + (i << AHEAD));
    const v = weightsAt(w + (i << AHEAD) + HALF);
    let lanes = v128.load_splat<u32>(x + i);
    a0 = addProducts(a0, u, lanes);
    b0 = addProducts(b0, v, lanes);
    lanes = v128.load_splat<u32>(x1 + i);
    a1 = addProducts(a1, u, lanes);
    b1 = addProducts(b1, v, lanes);
    lanes = v128.load_splat<u32>(x2 + i);
    a2 = addProducts(a2, u, lanes);
    b2 = addProducts(b2, v, lanes);
    lanes = v128.load_splat<u32>(x3 + i);
    a3 = addProducts(a3, u, lanes);
    b3 = addProducts(b3, v, lanes);
  }
  put(a0, b0, scale, magnitude, out);
  put(a1, b1, scale, magnitude + 4, out + stride);
  put(a2, b2, scale, magnitude + 8, out + 2 * stride);
  put(a3, b3, scale, magnitude + 12, out + 3 * stride);
}

function weightsAt(place: usize): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? v128.load(place) : v128.load_ext<i8>(place);
}

/**
 * One instruction where the processor has one. WebAssembly leaves open how the relaxed one takes the eighth bit of `x`;
 * the host finds out, and chooses the input's offset by it.
 */
function addProducts(sums: v128, w: v128, x: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD
    ? i32x4.relaxed_dot_i8x16_i7x16_add_s(w, x, sums)
    : i32x4.add(sums, i32x4.dot_i16x8_s(w, x));
}

/** One token's sums of a block as float32. */
function put(low: v128, high: v128, scale: usize, magnitude: usize, out: usize): void {
  const size = v128.load_splat<u32>(magnitude);
  const first = f32x4.mul(f32x4.convert_i32x4_s(low), v128.load(scale));
  const second = f32x4.mul(f32x4.convert_i32x4_s(high), v128.load(scale, 16));
  v128.store(out, f32x4.mul(first, size));
  v128.store(out, f32x4.mul(second, size), 16);
}
