import { presentName } from './decoder';
import type { Decoder, DecoderSnapshot, KeyValueShape } from './decoder';
import { KeyValueHeap } from './key-value-heap';
import { allocateText, check, need } from './wasm-module';
import type { WasmModule } from './wasm-module';
import { int64, readFloats } from './wasm-tensors';

const allOptimisations = 99;
const sequential = 0;
const warnings = 2;
const scalars = ['input_ids', 'attention_mask', 'num_logits_to_keep'] as const;

interface WasmSnapshot extends DecoderSnapshot {
  readonly state: Float32Array;
}

/**
 * A decoder on ONNX Runtime's WebAssembly module without its JavaScript around it. The key/value cache stays in the
 * module's heap: GroupQueryAttention appends in place when it is given one buffer as past and as present, where a
 * session of the wrapper copies the whole cache in and out at every pass (46 kB a token each way).
 */
export class WasmDecoder implements Decoder {
  readonly format: string;
  readonly #module: WasmModule;
  readonly #session: number;
  readonly #options: number;
  readonly #cache: KeyValueHeap;
  readonly #inputNames: number;
  readonly #outputNames: number;
  readonly #names: readonly number[];
  #length = 0;
  /** The snapshot whose first `#intact` tokens the heap still holds. */
  #base: DecoderSnapshot | null = null;
  #intact = 0;

  /** Takes `model` into the module's heap. */
  static async create(
    module: WasmModule,
    model: Uint8Array,
    shape: KeyValueShape,
  ): Promise<WasmDecoder> {
    const settings = module._OrtCreateSessionOptions(
      ...([allOptimisations, true, true, sequential, false, 0, 0, warnings, 0, 0] as const),
    );
    need(module, settings, 'no session options');
    const address = need(module, module._malloc(model.length), 'out of memory');
    module.HEAPU8.set(model, address);
    const session = await module._OrtCreateSession(address, model.length, settings);
    module._free(address);
    module._OrtReleaseSessionOptions(settings);
    return new WasmDecoder(module, need(module, session, 'no session'), shape);
  }

  private constructor(module: WasmModule, session: number, shape: KeyValueShape) {
    this.#module = module;
    this.#session = session;
    this.#options = need(module, module._OrtCreateRunOptions(warnings, 0, false, 0), 'no options');
    this.#cache = new KeyValueHeap(module, shape);
    this.format = `float32 ${shape.inputs.length} ${shape.heads} ${shape.headLength}`;
    const inputs = [...scalars, ...shape.inputs].map((name) => allocateText(module, name));
    const outputs = ['logits', ...shape.inputs.map(presentName)].map((name) =>
      allocateText(module, name),
    );
    this.#names = [...inputs, ...outputs];
    this.#inputNames = addresses(module, inputs);
    this.#outputNames = addresses(module, outputs);
  }

  get length(): number {
    return this.#length;
  }

  async append(tokens: Int32Array, rows: number): Promise<Float32Array> {
    const module = this.#module;
    const length = this.#length + tokens.length;
    this.#cache.reserve(length, this.#length);
    this.#intact = Math.min(this.#intact, this.#length);
    const given = [
      int64(module, tokens, [1, tokens.length]),
      int64(module, new Int32Array(length).fill(1), [1, length]),
      int64(module, Int32Array.of(rows), []),
    ];
    const cached = this.#cache.tensors;
    const inputs = addresses(module, [...given.map(({ tensor }) => tensor), ...cached]);
    const outputs = addresses(module, [0, ...cached]);
    try {
      const code = await module._OrtRun(
        this.#session,
        this.#inputNames,
        inputs,
        scalars.length + cached.length,
        this.#outputNames,
        1 + cached.length,
        outputs,
        this.#options,
      );
      check(module, code, 'the model did not run');
      const logits = module.HEAPU32[outputs >> 2]!;
      const data = readFloats(module, logits);
      module._OrtReleaseTensor(logits);
      this.#length = length;
      return data;
    } finally {
      for (const { tensor, address } of given) {
        module._OrtReleaseTensor(tensor);
        module._free(address);
      }
      module._free(inputs);
      module._free(outputs);
    }
  }

  truncate(length: number): void {
    this.#length = Math.min(this.#length, length);
  }

  snapshot(): WasmSnapshot {
    const taken = { length: this.#length, state: this.#cache.read(this.#length) };
    this.#base = taken;
    this.#intact = taken.length;
    return taken;
  }

  restore(snapshot: WasmSnapshot): void {
    // Back to a prefix that everything since was appended to: the heap still has it.
    const intact = this.#base === snapshot && this.#intact >= snapshot.length;
    if (!intact) this.#write(snapshot.state, snapshot.length);
    this.#length = snapshot.length;
    this.#base = snapshot;
    this.#intact = snapshot.length;
  }

  bytes(): Uint8Array {
    return new Uint8Array(this.#cache.read(this.#length).buffer);
  }

  load(bytes: Uint8Array, length: number): boolean {
    if (bytes.length !== 4 * this.#cache.sizeOf(length)) return false;
    this.#write(new Float32Array(bytes.slice().buffer), length);
    this.#length = length;
    this.#base = null;
    return true;
  }

  async release(): Promise<void> {
    const module = this.#module;
    this.#length = 0;
    this.#cache.release();
    for (const name of this.#names) module._free(name);
    module._free(this.#inputNames);
    module._free(this.#outputNames);
    module._OrtReleaseRunOptions(this.#options);
    module._OrtReleaseSession(this.#session);
  }

  #write(state: Float32Array, length: number): void {
    this.#cache.reserve(length, 0);
    this.#cache.write(state, length);
  }
}

/** A list of addresses or handles in the heap, to be freed by the caller. */
function addresses(module: WasmModule, list: readonly number[]): number {
  const place = need(module, module._malloc(4 * list.length), 'out of memory');
  module.HEAPU32.set(list, place >> 2);
  return place;
}
