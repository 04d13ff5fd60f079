import { attend } from '../../kernel/attention';

/**
 * Attention of all tokens to all, head by head. `projected` `[count, 3 x hidden]` holds queries, keys and values, `bias`
 * what is added to them; `keys` and `values` have room for one head of all tokens, `scores` for `count` rounded up to four.
 */
export function attention(
  projected: usize,
  bias: usize,
  hidden: i32,
  heads: i32,
  count: i32,
  keys: usize,
  values: usize,
  scores: usize,
  out: usize,
): void {
  const width = (<usize>hidden) << 2;
  const length = hidden / heads;
  const bytes = (<usize>length) << 2;
  for (let head = 0; head < heads; head++) {
    const at = <usize>head * bytes;
    for (let token = 0; token < count; token++) {
      const row = projected + 3 * width * <usize>token + at;
      const place = <usize>token * bytes;
      sum(row, bias + at, bytes, row);
      sum(row + width, bias + width + at, bytes, keys + place);
      sum(row + 2 * width, bias + 2 * width + at, bytes, values + place);
    }
    for (let token = 0; token < count; token++) {
      const query = projected + 3 * width * <usize>token + at;
      attend(query, keys, values, count, length, scores, out + width * <usize>token + at);
    }
  }
}

function sum(a: usize, b: usize, bytes: usize, out: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(out + i, f32x4.add(v128.load(a + i), v128.load(b + i)));
  }
}
