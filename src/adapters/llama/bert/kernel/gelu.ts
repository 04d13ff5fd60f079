import { exponential } from '../../kernel/exponential';

/** `x (1 + erf(x / sqrt 2)) / 2` of `[count, columns]` with their bias, in their place (Hendrycks & Gimpel 2016). */
export function gelu(rows: usize, bias: usize, columns: i32, count: i32): void {
  const bytes = (<usize>columns) << 2;
  const half = f32x4.splat(0.5);
  const root = f32x4.splat(0.70710678118654752);
  const one = f32x4.splat(1);
  for (let token = 0; token < count; token++) {
    const row = rows + <usize>token * bytes;
    for (let i: usize = 0; i < bytes; i += 16) {
      const x = f32x4.add(v128.load(row + i), v128.load(bias + i));
      const share = f32x4.add(one, errorFunction(f32x4.mul(x, root)));
      v128.store(row + i, f32x4.mul(f32x4.mul(x, half), share));
    }
  }
}

/** Within 2e-7; the two polynomials of N. Juffa's erff (also MLAS'), joined at .921875. Beyond 3.925 it is 1. */
function errorFunction(x: v128): v128 {
  const t = f32x4.min(f32x4.abs(x), f32x4.splat(3.925));
  const square = f32x4.mul(t, t);
  let near = f32x4.splat(-5.99104969e-4);
  near = f32x4.add(f32x4.mul(near, square), f32x4.splat(4.99339588e-3));
  near = f32x4.add(f32x4.mul(near, square), f32x4.splat(-2.67667342e-2));
  near = f32x4.add(f32x4.mul(near, square), f32x4.splat(1.12818025e-1));
  near = f32x4.add(f32x4.mul(near, square), f32x4.splat(-3.76124859e-1));
  near = f32x4.add(f32x4.mul(near, square), f32x4.splat(1.28379151e-1));
  near = f32x4.add(f32x4.mul(near, t), t);
  let far = f32x4.splat(1.7294893e-5);
  far = f32x4.add(f32x4.mul(far, t), f32x4.splat(-3.8320868e-4));
  far = f32x4.add(f32x4.mul(far, t), f32x4.splat(3.88393435e-3));
  far = f32x4.add(f32x4.mul(far, t), f32x4.splat(-2.42545605e-2));
  far = f32x4.add(f32x4.mul(far, t), f32x4.splat(1.06777847e-1));
  far = f32x4.add(f32x4.mul(far, t), f32x4.splat(6.34846687e-1));
  far = f32x4.add(f32x4.mul(far, t), f32x4.splat(1.28717512e-1));
  far = f32x4.add(f32x4.mul(far, t), t);
  far = f32x4.sub(f32x4.splat(1), exponential(f32x4.neg(far)));
  const value = v128.bitselect(far, near, f32x4.gt(t, f32x4.splat(0.921875)));
  return v128.bitselect(x, value, i32x4.splat(i32.MIN_VALUE));
}
