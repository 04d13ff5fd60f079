import { total } from '../../kernel/total';

/** Layer norm of a row, in its place (Ba et al. 2016). */
export function normalise(row: usize, gamma: usize, beta: usize, columns: i32, epsilon: f32): void {
  const bytes = (<usize>columns) << 2;
  let sum = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) sum = f32x4.add(sum, v128.load(row + i));
  const mean = f32x4.splat(total(sum) / <f32>columns);
  let squares = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = f32x4.sub(v128.load(row + i), mean);
    squares = f32x4.add(squares, f32x4.mul(x, x));
  }
  const inverse = f32x4.splat(1.0 / sqrt<f32>(total(squares) / <f32>columns + epsilon));
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = f32x4.mul(f32x4.sub(v128.load(row + i), mean), inverse);
    v128.store(row + i, f32x4.add(f32x4.mul(x, v128.load(gamma + i)), v128.load(beta + i)));
  }
}

/** `states` become the layer norm of what they were, `change` and its bias. */
export function addAndNormalise(
  states: usize,
  change: usize,
  bias: usize,
  gamma: usize,
  beta: usize,
  columns: i32,
  epsilon: f32,
  count: i32,
): void {
  const bytes = (<usize>columns) << 2;
  for (let token = 0; token < count; token++) {
    const row = states + <usize>token * bytes;
    const added = change + <usize>token * bytes;
    for (let i: usize = 0; i < bytes; i += 16) {
      const sum = f32x4.add(v128.load(added + i), v128.load(row + i));
      v128.store(row + i, f32x4.add(sum, v128.load(bias + i)));
    }
    normalise(row, gamma, beta, columns, epsilon);
  }
}
