/** Words of a job, in the order of kernel/layout.ts. */
export const jobWords = [
  ...(['hidden', 'layers', 'heads', 'keyValueHeads', 'headLength', 'feedForward'] as const),
  ...(['vocabulary', 'context', 'epsilon', 'embedding', 'embeddingScales', 'head'] as const),
  ...(['headScales', 'finalNorm', 'cosines', 'sines', 'layerTable', 'keys', 'values'] as const),
  ...([
    'residual',
    'input',
    'steps',
    'projected',
    'attended',
    'gated',
    'scores',
    'logits',
  ] as const),
  ...(['tokens', 'count', 'past', 'rows', 'threads', 'job', 'arrived', 'generation'] as const),
  'stop',
] as const;
export type JobWord = (typeof jobWords)[number];

/** Words of a layer in the layer table, in the order of kernel/layout.ts. */
export const layerWords = [
  ...(['attentionNorm', 'projection', 'projectionScales', 'output', 'outputScales'] as const),
  ...(['feedForwardNorm', 'gateUp', 'gateUpScales', 'down', 'downScales'] as const),
  ...(['projectionBias', 'queryNorm', 'keyNorm'] as const),
] as const;

/** What the kernel's module exports. */
export interface KernelExports {
  /** Starts a job with all threads and returns when it is done. */
  lead(job: number): void;
  /** A helper's life, until `stop`. */
  serve(job: number, thread: number): void;
  stop(job: number): void;
  /** `[columns, rows]` bytes with zero at 128 to `[rows, columns]` int8. */
  transpose(source: number, target: number, columns: number, rows: number): void;
}

/** The sizes that define a Llama-layout model. */
export interface LlamaSizes {
  readonly hidden: number;
  readonly layers: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headLength: number;
  readonly feedForward: number;
  readonly vocabulary: number;
  /** Positions of the cache. */
  readonly context: number;
  readonly epsilon: number;
}

/** Tokens that are computed together; more would not fit the second cache (98 kB of input for 1,536 columns). */
export const chunkTokens = 32;
