/** What the kernel's module exports: the steps of kernel/index.ts. */
export interface BertKernelExports {
  embed(
    ...[tokens, count, hidden, words, scales, kind, positions, gamma, beta, epsilon, out]: number[]
  ): void;
  quantise(...[rows, columns, count, out, magnitudes, offset]: number[]): void;
  product(
    ...[weights, scales, starts, rows, columns, input, magnitudes, count, out]: number[]
  ): void;
  attention(...[projected, bias, hidden, heads, count, keys, values, scores, out]: number[]): void;
  addAndNormalise(...[states, change, bias, gamma, beta, columns, epsilon, count]: number[]): void;
  gelu(...[rows, bias, columns, count]: number[]): void;
}

/** One of the two binaries, and how its product takes its input. */
export interface BertKernel {
  readonly module: WebAssembly.Module;
  /** Columns of the weights that lie side by side. */
  readonly together: 2 | 4;
  /** Added to each integer of the input. */
  readonly offset: number;
}

/** Gives the bytes of a binary of the kernel. */
export type LoadKernel = (name: 'simd' | 'relaxed') => Promise<BufferSource>;

/**
 * The faster binary that computes exactly here: both give the same bits. Relaxed SIMD's dot product multiplies two signed
 * bytes on ARM, a signed and an unsigned one on x86 with VNNI, and saturates on older x86, where it is of no use.
 */
export async function chooseKernel(load: LoadKernel): Promise<BertKernel> {
  const relaxed = await load('relaxed');
  if (WebAssembly.validate(relaxed)) {
    const module = await WebAssembly.compile(relaxed);
    const kernel = [128, 0]
      .map((offset): BertKernel => ({ module, together: 4, offset }))
      .find(isExact);
    if (kernel) return kernel;
  }
  return { module: await WebAssembly.compile(await load('simd')), together: 2, offset: 0 };
}

const [ROWS, COLUMNS, TOKENS] = [8, 16, 4];
/** The first page is the module's own. */
const START = 65_536;

/** Whether a product that would show saturation and a wrong eighth bit is right. */
export function isExact({ module, together, offset }: BertKernel): boolean {
  const memory = new WebAssembly.Memory({ initial: 2 });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const weight = (row: number, column: number) =>
    row < 2 ? (row === 0 ? 127 : -128) : ((row * 89 + column * 57) % 256) - 128;
  const value = (token: number, column: number) =>
    token < 2 ? (token === 0 ? 127 : -127) : ((token * 71 + column * 101) % 255) - 127;
  const at = (index: number) => START + 1024 * index;
  const matrix = new Int8Array(memory.buffer, at(0), ROWS * COLUMNS);
  const starts = new Int32Array(memory.buffer, at(1), ROWS);
  const Input = together === 4 ? Uint8Array : Int16Array;
  const input = new Input(memory.buffer, at(2), TOKENS * COLUMNS);
  new Float32Array(memory.buffer, at(3), ROWS).fill(1);
  const out = new Float32Array(memory.buffer, at(4), TOKENS * ROWS);
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      const side = column % together;
      matrix[ROWS * (column - side) + together * row + side] = weight(row, column);
      starts[row]! -= offset * weight(row, column);
    }
  }
  input.forEach((_, i) => {
    input[i] = value(Math.floor(i / COLUMNS), i % COLUMNS) + offset;
  });
  (exports as unknown as BertKernelExports).product(
    ...[at(0), at(3), at(1), ROWS, COLUMNS, at(2), at(3), TOKENS, at(4)],
  );
  return out.every((sum, i) => {
    const [token, row] = [Math.floor(i / ROWS), i % ROWS];
    let exact = 0;
    for (let k = 0; k < COLUMNS; k++) exact += weight(row, k) * value(token, k);
    return sum === exact;
  });
}
