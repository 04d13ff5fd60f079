/**
 * The part of ONNX Runtime's WebAssembly module that we call directly (onnxruntime-web 1.31, the module behind its
 * JavaScript). Addresses are bytes in its heap; `HEAP…` are replaced when it grows, so they are never held on to.
 */
export interface WasmModule {
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  readonly HEAP32: Int32Array;
  readonly HEAPU32: Uint32Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
  UTF8ToString(address: number): string;
  lengthBytesUTF8(text: string): number;
  stringToUTF8(text: string, address: number, bytes: number): void;
  _OrtInit(threads: number, logLevel: number): number;
  _OrtGetLastError(code: number, message: number): number;
  _OrtCreateSessionOptions(
    optimisation: number,
    arena: boolean,
    memoryPattern: boolean,
    executionMode: number,
    profiling: boolean,
    profilePrefix: number,
    logId: number,
    logSeverity: number,
    logVerbosity: number,
    optimisedPath: number,
  ): number;
  _OrtReleaseSessionOptions(options: number): number;
  _OrtCreateSession(address: number, bytes: number, options: number): Promise<number>;
  _OrtReleaseSession(session: number): number;
  _OrtCreateTensor(
    type: number,
    address: number,
    bytes: number,
    dims: number,
    rank: number,
    location: number,
  ): number;
  _OrtGetTensorData(
    tensor: number,
    type: number,
    address: number,
    dims: number,
    rank: number,
  ): number;
  _OrtReleaseTensor(tensor: number): number;
  _OrtFree(address: number): number;
  _OrtCreateRunOptions(
    severity: number,
    verbosity: number,
    terminate: boolean,
    tag: number,
  ): number;
  _OrtReleaseRunOptions(options: number): number;
  _OrtRun(
    session: number,
    inputNames: number,
    inputs: number,
    inputCount: number,
    outputNames: number,
    outputCount: number,
    outputs: number,
    options: number,
  ): Promise<number>;
}

/** What the module's file exports. */
export type WasmFactory = (settings: {
  readonly numThreads: number;
  readonly wasmBinary?: Uint8Array;
  readonly locateFile: (name: string) => string;
}) => Promise<WasmModule>;

const warnings = 2;

/** Starts the runtime. `locate` gives the address of the `.wasm` file, unless `binary` is it. */
export async function startModule(
  factory: WasmFactory,
  threads: number,
  file: { readonly locate?: string; readonly binary?: Uint8Array },
): Promise<WasmModule> {
  const module = await factory({
    numThreads: threads,
    locateFile: (name) => file.locate ?? name,
    ...(file.binary && { wasmBinary: file.binary }),
  });
  check(module, module._OrtInit(threads, warnings), 'the runtime did not start');
  return module;
}

/** Throws what the runtime says of its last error when `code` is one. */
export function check(module: WasmModule, code: number, what: string): void {
  if (code !== 0) throw lastError(module, what);
}

/** A handle or address that must not be 0. */
export function need(module: WasmModule, handle: number, what: string): number {
  if (handle === 0) throw lastError(module, what);
  return handle;
}

function lastError(module: WasmModule, what: string): Error {
  const place = module._malloc(8);
  module._OrtGetLastError(place, place + 4);
  const message = module.HEAPU32[(place + 4) >> 2] ?? 0;
  module._free(place);
  return new Error(message === 0 ? what : `${what}: ${module.UTF8ToString(message)}`);
}

/** A text with its closing zero, to be freed by the caller. */
export function allocateText(module: WasmModule, text: string): number {
  const bytes = module.lengthBytesUTF8(text) + 1;
  const address = need(module, module._malloc(bytes), 'out of memory');
  module.stringToUTF8(text, address, bytes);
  return address;
}
