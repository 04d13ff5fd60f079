/** What we use of TVM's runtime inside WebLLM 0.2.86. None of it is public: `findPipeline` asserts it at start-up. */
export interface TvmTensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  view(shape: readonly number[]): TvmTensor;
  copyFrom(data: TvmTensor | Int32Array): TvmTensor;
  toArray(): Float32Array;
  dispose(): void;
}

/** A function of TVM's; integers go in as scalars. */
export interface TvmFunction {
  (...args: unknown[]): unknown;
  dispose(): void;
}

export interface Tvm {
  beginScope(): void;
  endScope(): void;
  detachFromCurrentScope<T>(value: T): T;
  empty(shape: readonly number[], dtype: string, device: unknown): TvmTensor;
  cpu(): unknown;
  makeShapeTuple(shape: readonly number[]): unknown;
  scalar(value: number, dtype: string): unknown;
  getGlobalFunc(name: string): TvmFunction;
}

/** Keys and values of a cache as bytes, with what says how they lie there. */
export interface PipelineCheckpoint {
  readonly pageGroups: readonly { readonly data: Uint8Array }[];
}

/** WebLLM's pipeline of one loaded chat model. */
export interface Pipeline {
  readonly tvm: Tvm;
  readonly device: { sync(): Promise<void> };
  readonly vm: { getFunction(name: string): TvmFunction };
  readonly params: unknown;
  readonly kvStateKind: string;
  readonly prefillChunkSize: number;
  readonly kvCache: object;
  filledKVCacheLength: number;
  resetChat(keepStats?: boolean): void;
  getTokensEmbeddings(tokens: readonly number[]): TvmTensor;
  forwardKnownTokens(tokens: readonly number[], isPrefill: boolean): Promise<TvmTensor | undefined>;
  exportPromptCheckpoint(
    logits: TvmTensor | null,
    withLogits: boolean,
  ): Promise<PipelineCheckpoint | undefined>;
  importPromptCheckpoint(checkpoint: PipelineCheckpoint): Promise<void>;
}

/**
 * The pipeline of a loaded model when it is as we know it; null otherwise, and for models that keep a state other
 * than keys and values (which cannot be shortened) or are packed with a manifest.
 */
export function findPipeline(engine: object, modelId: string): Pipeline | null {
  const loaded = (engine as { loadedModelIdToPipeline?: unknown }).loadedModelIdToPipeline;
  const found: unknown = loaded instanceof Map ? loaded.get(modelId) : null;
  return isPipeline(found) ? found : null;
}

function isPipeline(value: unknown): value is Pipeline {
  const pipeline = value as Partial<Pipeline> & { artifact?: unknown };
  return (
    hasMethods(pipeline, pipelineMethods) &&
    hasMethods(pipeline.device, ['sync']) &&
    hasMethods(pipeline.vm, ['getFunction']) &&
    hasMethods(pipeline.tvm, tvmMethods) &&
    typeof pipeline.kvCache === 'object' &&
    pipeline.params !== undefined &&
    pipeline.kvStateKind === 'kv_cache' &&
    pipeline.artifact === undefined &&
    Number(pipeline.prefillChunkSize) > 0 &&
    pipeline.filledKVCacheLength === 0
  );
}

const pipelineMethods: readonly (keyof Pipeline)[] = [
  'resetChat',
  'getTokensEmbeddings',
  'forwardKnownTokens',
  'exportPromptCheckpoint',
  'importPromptCheckpoint',
];

const tvmMethods: readonly (keyof Tvm)[] = [
  'beginScope',
  'endScope',
  'detachFromCurrentScope',
  'empty',
  'cpu',
  'makeShapeTuple',
  'scalar',
  'getGlobalFunc',
];

function hasMethods(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return names.every((name) => typeof (value as Record<string, unknown>)[name] === 'function');
}
