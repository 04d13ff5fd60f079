import type { LazyBytes } from './lazy-bytes';

/** ONNX element types (`TensorProto.DataType`). */
export const elementTypes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  float16: 10,
} as const;
export type ElementType = keyof typeof elementTypes;

/** A number, or the name of a dimension that is only known when the model runs. */
export type Dimension = number | string;
export type Attribute = number | string | number[] | { float: number };

export interface OnnxValue {
  readonly name: string;
  readonly type: ElementType;
  readonly dimensions: readonly Dimension[];
}

export interface OnnxInitializer {
  readonly name: string;
  readonly type: ElementType;
  readonly dimensions: readonly number[];
  readonly data: LazyBytes;
}

export interface OnnxNode {
  readonly operator: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** What `encodeOnnx` writes; built by `GraphBuilder`. */
export interface OnnxGraph {
  readonly name: string;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly initializers: readonly OnnxInitializer[];
  readonly nodes: readonly OnnxNode[];
}
