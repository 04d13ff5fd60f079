import { addTo, attend, normaliseHead, rotate } from './attention';
import { barrier } from './barrier';
import * as at from './layout';
import { address, word } from './layout';
import { product } from './product';
import { gate, normalise, quantise } from './quantise';

/** A thread's part of `rows`, a multiple of four where it can be. */
function start(rows: i32, thread: i32, threads: i32): i32 {
  if (thread == threads) return rows;
  return (<i32>((<i64>rows * thread) / threads)) & ~3;
}

/** Runs one job with all threads; each calls it with its own number. */
export function run(job: usize, thread: i32): void {
  const layers = word(job, at.LAYERS);
  const threads = word(job, at.THREADS);
  embed(job, thread, threads);
  for (let layer = 0; layer < layers; layer++) {
    const table = address(job, at.LAYER_TABLE) + <usize>(layer * at.LAYER_WORDS * 4);
    attention(job, table, layer, thread, threads);
    feedForward(job, table, thread, threads);
  }
  head(job, thread, threads);
}

/** A helper's life: waits for jobs until it is told to stop. */
export function serve(job: usize, thread: i32): void {
  const counter = job + ((<usize>at.JOB) << 2);
  let done = 0;
  for (;;) {
    while (atomic.load<i32>(counter) == done) atomic.wait<i32>(counter, done, -1);
    done = atomic.load<i32>(counter);
    if (word(job, at.STOP) != 0) return;
    run(job, thread);
  }
}

/** Starts a job: wakes the helpers, takes part, returns when all is done. */
export function lead(job: usize): void {
  const counter = job + ((<usize>at.JOB) << 2);
  atomic.add<i32>(counter, 1);
  atomic.notify(counter, word(job, at.THREADS));
  run(job, 0);
}

/** Ends the helpers. */
export function stop(job: usize): void {
  store<i32>(job + ((<usize>at.STOP) << 2), 1);
  const counter = job + ((<usize>at.JOB) << 2);
  atomic.add<i32>(counter, 1);
  atomic.notify(counter, word(job, at.THREADS));
}

/**
 * Turns `[columns, rows]` unsigned bytes with zero at 128 into `[rows, columns]` int8, both in this memory and apart.
 * Rows `[from, from + count)`; a cache line of them is turned at a time.
 */
export function transpose(source: usize, target: usize, columns: i32, rows: i32): void {
  for (let row = 0; row < rows; row += 64) {
    const end = min<i32>(row + 64, rows);
    for (let column = 0; column < columns; column++) {
      const line = source + <usize>column * rows;
      for (let r = row; r < end; r++) {
        store<u8>(target + <usize>r * columns + column, load<u8>(line + r) ^ 0x80);
      }
    }
  }
}

function embed(job: usize, thread: i32, threads: i32): void {
  const hidden = word(job, at.HIDDEN);
  for (let token = thread; token < word(job, at.COUNT); token += threads) {
    const id = load<i32>(address(job, at.TOKENS) + ((<usize>token) << 2));
    const row = address(job, at.EMBEDDING) + <usize>id * hidden;
    const scale = load<f32>(address(job, at.EMBEDDING_SCALES) + ((<usize>id) << 2));
    const out = address(job, at.RESIDUAL) + ((<usize>(token * hidden)) << 2);
    for (let i = 0; i < hidden; i++) {
      store<f32>(out + ((<usize>i) << 2), <f32>load<i8>(row + i) * scale);
    }
  }
}

/** RMS norm and quantisation of the tokens from `first` on, split among the threads. */
function norm(job: usize, gamma: usize, first: i32, thread: i32, threads: i32): void {
  const hidden = word(job, at.HIDDEN);
  const epsilon = load<f32>(job + ((<usize>at.EPSILON) << 2));
  for (let token = first + thread; token < word(job, at.COUNT); token += threads) {
    normalise(
      address(job, at.RESIDUAL) + ((<usize>(token * hidden)) << 2),
      gamma,
      hidden,
      epsilon,
      address(job, at.INPUT) + ((<usize>((token - first) * hidden)) << 1),
      address(job, at.STEPS) + ((<usize>(token - first)) << 2),
    );
  }
  barrier(job, threads);
}

function attention(job: usize, table: usize, layer: i32, thread: i32, threads: i32): void {
  const hidden = word(job, at.HIDDEN);
  const heads = word(job, at.HEADS);
  const shared = word(job, at.KEY_VALUE_HEADS);
  const length = word(job, at.HEAD_LENGTH);
  const count = word(job, at.COUNT);
  const width = (heads + 2 * shared) * length;
  const input = address(job, at.INPUT);
  const steps = address(job, at.STEPS);
  // Also waits for the residual of the layer before.
  barrier(job, threads);
  norm(job, address(table, at.ATTENTION_NORM), 0, thread, threads);
  const projected = address(job, at.PROJECTED);
  product(
    address(table, at.PROJECTION),
    address(table, at.PROJECTION_SCALES),
    start(width, thread, threads),
    start(width, thread + 1, threads),
    hidden,
    input,
    steps,
    count,
    projected,
    width,
    false,
  );
  barrier(job, threads);
  remember(job, table, layer, width, thread, threads);
  barrier(job, threads);
  const attended = address(job, at.ATTENDED);
  const context = word(job, at.CONTEXT);
  const scores = address(job, at.SCORES) + ((<usize>(thread * (context + 4))) << 2);
  for (let item = thread; item < count * heads; item += threads) {
    const token = item / heads;
    const head = item % heads;
    const cached = <usize>((layer * shared + head / (heads / shared)) * context) * length * 4;
    attend(
      projected + ((<usize>(token * width + head * length)) << 2),
      address(job, at.KEYS) + cached,
      address(job, at.VALUES) + cached,
      word(job, at.PAST) + token + 1,
      length,
      scores,
      attended + ((<usize>((token * heads + head) * length)) << 2),
    );
  }
  barrier(job, threads);
  const columns = heads * length;
  for (let token = thread; token < count; token += threads) {
    quantise(
      attended + ((<usize>(token * columns)) << 2),
      columns,
      input + ((<usize>(token * columns)) << 1),
      steps + ((<usize>token) << 2),
    );
  }
  barrier(job, threads);
  product(
    address(table, at.OUTPUT),
    address(table, at.OUTPUT_SCALES),
    start(hidden, thread, threads),
    start(hidden, thread + 1, threads),
    columns,
    input,
    steps,
    count,
    address(job, at.RESIDUAL),
    hidden,
    true,
  );
  barrier(job, threads);
}

/** Queries, finished, stay in their place; keys and values go to the cache. */
function remember(
  job: usize,
  table: usize,
  layer: i32,
  width: i32,
  thread: i32,
  threads: i32,
): void {
  const heads = word(job, at.HEADS);
  const shared = word(job, at.KEY_VALUE_HEADS);
  const length = word(job, at.HEAD_LENGTH);
  const context = word(job, at.CONTEXT);
  const parts = heads + 2 * shared;
  const bias = address(table, at.PROJECTION_BIAS);
  for (let item = thread; item < word(job, at.COUNT) * parts; item += threads) {
    const token = item / parts;
    const part = item % parts;
    const position = word(job, at.PAST) + token;
    const from = address(job, at.PROJECTED) + ((<usize>(token * width + part * length)) << 2);
    if (bias != 0) addTo(from, bias + ((<usize>(part * length)) << 2), length);
    const head = (part - heads) % shared;
    const place = <usize>((layer * shared + head) * context + position) * length * 4;
    if (part >= heads + shared) {
      memory.copy(address(job, at.VALUES) + place, from, (<usize>length) << 2);
      continue;
    }
    const gamma = address(table, part < heads ? at.QUERY_NORM : at.KEY_NORM);
    if (gamma != 0) normaliseHead(from, gamma, length, load<f32>(job + ((<usize>at.EPSILON) << 2)));
    const to = part < heads ? from : address(job, at.KEYS) + place;
    rotate(from, to, length, address(job, at.COSINES), address(job, at.SINES), position);
  }
}

function feedForward(job: usize, table: usize, thread: i32, threads: i32): void {
  const hidden = word(job, at.HIDDEN);
  const wide = word(job, at.FEED_FORWARD);
  const count = word(job, at.COUNT);
  const input = address(job, at.INPUT);
  const steps = address(job, at.STEPS);
  const gated = address(job, at.GATED);
  norm(job, address(table, at.FEED_FORWARD_NORM), 0, thread, threads);
  product(
    address(table, at.GATE_UP),
    address(table, at.GATE_UP_SCALES),
    start(2 * wide, thread, threads),
    start(2 * wide, thread + 1, threads),
    hidden,
    input,
    steps,
    count,
    gated,
    2 * wide,
    false,
  );
  barrier(job, threads);
  for (let token = thread; token < count; token += threads) {
    const row = gated + ((<usize>(token * 2 * wide)) << 2);
    gate(row, wide);
    quantise(row, wide, input + ((<usize>(token * wide)) << 1), steps + ((<usize>token) << 2));
  }
  barrier(job, threads);
  product(
    address(table, at.DOWN),
    address(table, at.DOWN_SCALES),
    start(hidden, thread, threads),
    start(hidden, thread + 1, threads),
    wide,
    input,
    steps,
    count,
    address(job, at.RESIDUAL),
    hidden,
    true,
  );
}

function head(job: usize, thread: i32, threads: i32): void {
  const vocabulary = word(job, at.VOCABULARY);
  const rows = word(job, at.ROWS);
  barrier(job, threads);
  norm(job, address(job, at.FINAL_NORM), word(job, at.COUNT) - rows, thread, threads);
  product(
    address(job, at.HEAD),
    address(job, at.HEAD_SCALES),
    start(vocabulary, thread, threads),
    start(vocabulary, thread + 1, threads),
    word(job, at.HIDDEN),
    address(job, at.INPUT),
    address(job, at.STEPS),
    rows,
    address(job, at.LOGITS),
    vocabulary,
    false,
  );
  barrier(job, threads);
}
