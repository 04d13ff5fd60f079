import type {
  Attribute,
  Dimension,
  ElementType,
  OnnxGraph,
  OnnxInitializer,
  OnnxNode,
  OnnxValue,
} from './onnx-graph';
import { eager, type LazyBytes } from './lazy-bytes';

/** Operators of ONNX Runtime, outside the ONNX standard. */
export const MICROSOFT = 'com.microsoft';

export interface OperatorOptions {
  /** Names of the outputs; one fresh name by default. An empty name is an output not wanted. */
  outputs?: string[];
  attributes?: Record<string, Attribute>;
  domain?: string;
}

/** Builds a graph node by node. Values are known by name; an empty input name is an absent one. */
export class GraphBuilder {
  readonly #name: string;
  readonly #inputs: OnnxValue[] = [];
  readonly #outputs: OnnxValue[] = [];
  readonly #initializers = new Map<string, OnnxInitializer>();
  readonly #nodes: OnnxNode[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  input(name: string, type: ElementType, dimensions: Dimension[]): string {
    this.#inputs.push({ name, type, dimensions });
    return name;
  }

  output(name: string, type: ElementType, dimensions: Dimension[]): void {
    this.#outputs.push({ name, type, dimensions });
  }

  /** Adds a node and returns its first output's name. */
  add(operator: string, inputs: string[], options: OperatorOptions = {}): string {
    const outputs = options.outputs ?? [`${operator}_${this.#nodes.length}`];
    const { attributes = {}, domain = '' } = options;
    this.#nodes.push({ operator, domain, inputs, outputs, attributes });
    return outputs[0];
  }

  /** A weight; its bytes are produced when the file is written. */
  weight(name: string, type: ElementType, dimensions: number[], data: LazyBytes): string {
    this.#initializers.set(name, { name, type, dimensions, data });
    return name;
  }

  float32(name: string, dimensions: number[], values: Float32Array): string {
    return this.weight(name, 'float32', dimensions, typedBytes(values));
  }

  /** A small constant, shared by everyone who asks for the same name. */
  constant(name: string, type: ElementType, values: number | number[]): string {
    if (this.#initializers.has(name)) return name;
    const list = Array.isArray(values) ? values : [values];
    const dimensions = Array.isArray(values) ? [list.length] : [];
    return this.weight(name, type, dimensions, typedBytes(typedArray(type, list)));
  }

  build(): OnnxGraph {
    return {
      name: this.#name,
      inputs: this.#inputs,
      outputs: this.#outputs,
      initializers: [...this.#initializers.values()],
      nodes: this.#nodes,
    };
  }
}

/** Little-endian bytes of a typed array: every platform we run on is little-endian. */
function typedBytes(values: ArrayBufferView): LazyBytes {
  return eager(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

function typedArray(type: ElementType, values: number[]): ArrayBufferView {
  switch (type) {
    case 'float32':
      return Float32Array.from(values);
    case 'uint8':
      return Uint8Array.from(values);
    case 'int8':
      return Int8Array.from(values);
    case 'int32':
      return Int32Array.from(values);
    case 'int64':
      return BigInt64Array.from(values.map(BigInt));
    case 'float16':
      throw new TypeError('constants are written in 32 bits');
  }
}
