/**
 * `out[token, row] = step[token] x scale[row] x sum(weight[row, i] x input[token, i])` for the rows `[from, to)` of an int8
 * matrix and `count` rows of int16 input. The sums are exact 32-bit integers, so that a token's result does not depend
 * on how many are computed together. `columns` is a multiple of 8. With `add` the result is added to `out`.
 */
export function product(
  weights: usize,
  scales: usize,
  from: i32,
  to: i32,
  columns: i32,
  input: usize,
  steps: usize,
  count: i32,
  out: usize,
  stride: i32,
  add: bool,
): void {
  const four = count & ~3;
  let row = from;
  if (four > 0) {
    for (; row + 1 < to; row += 2) {
      for (let token = 0; token < four; token += 4) {
        twoByFour(weights, scales, row, columns, input, steps, token, out, stride, add);
      }
    }
    for (; row < to; row++) {
      for (let token = 0; token < four; token++) {
        one(weights, scales, row, columns, input, steps, token, out, stride, add);
      }
    }
  }
  for (let token = four; token < count; token++) {
    row = from;
    for (; row + 3 < to; row += 4) {
      fourByOne(weights, scales, row, columns, input, steps, token, out, stride, add);
    }
    for (; row < to; row++) {
      one(weights, scales, row, columns, input, steps, token, out, stride, add);
    }
  }
}

function sum(lanes: v128): i32 {
  return (
    i32x4.extract_lane(lanes, 0) +
    i32x4.extract_lane(lanes, 1) +
    i32x4.extract_lane(lanes, 2) +
    i32x4.extract_lane(lanes, 3)
  );
}

function put(
  total: i32,
  scales: usize,
  row: i32,
  steps: usize,
  token: i32,
  out: usize,
  stride: i32,
  add: bool,
): void {
  const scale = load<f32>(scales + ((<usize>row) << 2)) * load<f32>(steps + ((<usize>token) << 2));
  const place = out + ((<usize>(token * stride + row)) << 2);
  const value = <f32>total * scale;
  store<f32>(place, add ? load<f32>(place) + value : value);
}

function one(
  weights: usize,
  scales: usize,
  row: i32,
  columns: i32,
  input: usize,
  steps: usize,
  token: i32,
  out: usize,
  stride: i32,
  add: bool,
): void {
  const w = weights + <usize>row * columns;
  const x = input + <usize>(token * columns) * 2;
  let a = i32x4.splat(0);
  for (let i: usize = 0; i < <usize>columns; i += 8) {
    a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load_ext<i8>(w + i), v128.load(x + i * 2)));
  }
  put(sum(a), scales, row, steps, token, out, stride, add);
}

/** Four rows share each load of the input. */
function fourByOne(
  weights: usize,
  scales: usize,
  row: i32,
  columns: i32,
  input: usize,
  steps: usize,
  token: i32,
  out: usize,
  stride: i32,
  add: bool,
): void {
  const w0 = weights + <usize>row * columns;
  const w1 = w0 + columns;
  const w2 = w1 + columns;
  const w3 = w2 + columns;
  const x = input + <usize>(token * columns) * 2;
  let a0 = i32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  for (let i: usize = 0; i < <usize>columns; i += 8) {
    const lanes = v128.load(x + i * 2);
    a0 = i32x4.add(a0, i32x4.dot_i16x8_s(v128.load_ext<i8>(w0 + i), lanes));
    a1 = i32x4.add(a1, i32x4.dot_i16x8_s(v128.load_ext<i8>(w1 + i), lanes));
    a2 = i32x4.add(a2, i32x4.dot_i16x8_s(v128.load_ext<i8>(w2 + i), lanes));
    a3 = i32x4.add(a3, i32x4.dot_i16x8_s(v128.load_ext<i8>(w3 + i), lanes));
  }
  put(sum(a0), scales, row, steps, token, out, stride, add);
  put(sum(a1), scales, row + 1, steps, token, out, stride, add);
  put(sum(a2), scales, row + 2, steps, token, out, stride, add);
  put(sum(a3), scales, row + 3, steps, token, out, stride, add);
}

/** Two rows by four tokens: eight sums in registers, each widened weight used four times. */
function twoByFour(
  weights: usize,
  scales: usize,
  row: i32,
  columns: i32,
  input: usize,
  steps: usize,
  token: i32,
  out: usize,
  stride: i32,
  add: bool,
): void {
  const w0 = weights + <usize>row * columns;
  const w1 = w0 + columns;
  const width = <usize>columns * 2;
  const x0 = input + <usize>token * width;
  const x1 = x0 + width;
  const x2 = x1 + width;
  const x3 = x2 + width;
  let a0 = i32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  for (let i: usize = 0; i < <usize>columns; i += 8) {
    const u = v128.load_ext<i8>(w0 + i);
    const v = v128.load_ext<i8>(w1 + i);
    let x = v128.load(x0 + i * 2);
    a0 = i32x4.add(a0, i32x4.dot_i16x8_s(u, x));
    b0 = i32x4.add(b0, i32x4.dot_i16x8_s(v, x));
    x = v128.load(x1 + i * 2);
    a1 = i32x4.add(a1, i32x4.dot_i16x8_s(u, x));
    b1 = i32x4.add(b1, i32x4.dot_i16x8_s(v, x));
    x = v128.load(x2 + i * 2);
    a2 = i32x4.add(a2, i32x4.dot_i16x8_s(u, x));
    b2 = i32x4.add(b2, i32x4.dot_i16x8_s(v, x));
    x = v128.load(x3 + i * 2);
    a3 = i32x4.add(a3, i32x4.dot_i16x8_s(u, x));
    b3 = i32x4.add(b3, i32x4.dot_i16x8_s(v, x));
  }
  put(sum(a0), scales, row, steps, token, out, stride, add);
  put(sum(a1), scales, row, steps, token + 1, out, stride, add);
  put(sum(a2), scales, row, steps, token + 2, out, stride, add);
  put(sum(a3), scales, row, steps, token + 3, out, stride, add);
  put(sum(b0), scales, row + 1, steps, token, out, stride, add);
  put(sum(b1), scales, row + 1, steps, token + 1, out, stride, add);
  put(sum(b2), scales, row + 1, steps, token + 2, out, stride, add);
  put(sum(b3), scales, row + 1, steps, token + 3, out, stride, add);
}
