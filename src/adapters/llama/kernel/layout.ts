/**
 * Where the host writes what the kernel reads, in 32-bit words from the address `job`. Addresses are bytes of the shared
 * memory. `KernelLayout` in ../kernel-layout.ts is the host's side of it.
 */
export const HIDDEN: i32 = 0;
export const LAYERS: i32 = 1;
export const HEADS: i32 = 2;
export const KEY_VALUE_HEADS: i32 = 3;
export const HEAD_LENGTH: i32 = 4;
export const FEED_FORWARD: i32 = 5;
export const VOCABULARY: i32 = 6;
export const CONTEXT: i32 = 7;
export const EPSILON: i32 = 8;
export const EMBEDDING: i32 = 9;
export const EMBEDDING_SCALES: i32 = 10;
export const HEAD: i32 = 11;
export const HEAD_SCALES: i32 = 12;
export const FINAL_NORM: i32 = 13;
export const COSINES: i32 = 14;
export const SINES: i32 = 15;
/** Of the layers, `LAYER_WORDS` each. */
export const LAYER_TABLE: i32 = 16;
export const KEYS: i32 = 17;
export const VALUES: i32 = 18;
/** Residual stream, `[tokens, hidden]` float32. */
export const RESIDUAL: i32 = 19;
/** Quantised input of the next product, `[tokens, widest input]` int16. */
export const INPUT: i32 = 20;
/** What one step of it is worth, `[tokens]` float32. */
export const STEPS: i32 = 21;
/** Query, key and value, `[tokens, (heads + 2 key/value heads) x head length]`. */
export const PROJECTED: i32 = 22;
export const ATTENDED: i32 = 23;
/** Gate and up, `[tokens, 2 x feed forward]`. */
export const GATED: i32 = 24;
/** Attention's weights, `[threads, context + 4]`. */
export const SCORES: i32 = 25;
export const LOGITS: i32 = 26;
/** Ids, `[tokens]` int32. */
export const TOKENS: i32 = 27;
export const COUNT: i32 = 28;
/** Tokens in the cache before this job. */
export const PAST: i32 = 29;
/** Of the last so many tokens the logits are wanted. */
export const ROWS: i32 = 30;
export const THREADS: i32 = 31;
/** Counts up for each job; the helpers wait on it. */
export const JOB: i32 = 32;
export const ARRIVED: i32 = 33;
export const GENERATION: i32 = 34;
export const STOP: i32 = 35;

export const LAYER_WORDS: i32 = 13;
export const ATTENTION_NORM: i32 = 0;
export const PROJECTION: i32 = 1;
export const PROJECTION_SCALES: i32 = 2;
export const OUTPUT: i32 = 3;
export const OUTPUT_SCALES: i32 = 4;
export const FEED_FORWARD_NORM: i32 = 5;
export const GATE_UP: i32 = 6;
export const GATE_UP_SCALES: i32 = 7;
export const DOWN: i32 = 8;
export const DOWN_SCALES: i32 = 9;
/** Zero where the architecture has none: Qwen2 has biases, Qwen3 norms of each head. */
export const PROJECTION_BIAS: i32 = 10;
export const QUERY_NORM: i32 = 11;
export const KEY_NORM: i32 = 12;

export function word(job: usize, index: i32): i32 {
  return load<i32>(job + ((<usize>index) << 2));
}

export function address(job: usize, index: i32): usize {
  return <usize>load<u32>(job + ((<usize>index) << 2));
}
