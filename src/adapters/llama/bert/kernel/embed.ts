import { normalise } from './normalise';

/** States `[count, hidden]`: word, kind (the same for all) and position, normalised. */
export function embed(
  tokens: usize,
  count: i32,
  hidden: i32,
  words: usize,
  scales: usize,
  kind: usize,
  positions: usize,
  gamma: usize,
  beta: usize,
  epsilon: f32,
  out: usize,
): void {
  const bytes = (<usize>hidden) << 2;
  for (let token = 0; token < count; token++) {
    const id = load<i32>(tokens + ((<usize>token) << 2));
    const word = words + <usize>id * hidden;
    const scale = load<f32>(scales + ((<usize>id) << 2));
    const position = positions + <usize>token * bytes;
    const row = out + <usize>token * bytes;
    for (let i: usize = 0; i < bytes; i += 4) {
      const value = <f32>load<i8>(word + (i >> 2)) * scale;
      store<f32>(row + i, value + load<f32>(kind + i) + load<f32>(position + i));
    }
    normalise(row, gamma, beta, hidden, epsilon);
  }
}
