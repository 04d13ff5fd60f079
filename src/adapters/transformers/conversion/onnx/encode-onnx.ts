import {
  type Attribute,
  elementTypes,
  type OnnxGraph,
  type OnnxInitializer,
  type OnnxNode,
  type OnnxValue,
} from './onnx-graph';
import { BufferedSink, type LazyBytes } from './lazy-bytes';
import { ProtobufMessage } from './protobuf-message';

/** Opset 17 is the last whose ReduceMax takes its axes as an attribute, and has LayerNormalization. */
const OPSET = 17;
const IR_VERSION = 8;

/** Part of the file that is written, 0 to 1. */
export type ConversionProgress = (fraction: number) => void;

/**
 * An ONNX file. Field numbers are those of `onnx/onnx.proto`. Weights are produced as they are
 * written, one initializer after the other, in the order in which they were added.
 */
export function encodeOnnx(graph: OnnxGraph, onProgress?: ConversionProgress): LazyBytes {
  const message = new ProtobufMessage();
  const total = graph.initializers.reduce((sum, item) => sum + item.data.byteLength, 0);
  let written = 0;
  const report = (byteLength: number): void => {
    written += byteLength;
    onProgress?.(written / total);
  };
  for (const node of graph.nodes) message.bytes(1, encodeNode(node));
  message.text(2, graph.name);
  for (const item of graph.initializers) message.bytes(5, encodeInitializer(item, report));
  for (const value of graph.inputs) message.bytes(11, encodeValue(value));
  for (const value of graph.outputs) message.bytes(12, encodeValue(value));
  const model = new ProtobufMessage()
    .varint(1, IR_VERSION)
    .text(2, 'apprentice')
    .bytes(7, message)
    .bytes(8, new ProtobufMessage().text(1, '').varint(2, OPSET))
    .bytes(8, new ProtobufMessage().text(1, 'com.microsoft').varint(2, 1));
  return {
    byteLength: model.byteLength,
    async write(sink) {
      written = 0;
      const buffered = new BufferedSink(sink);
      await model.write(buffered.write);
      await buffered.flush();
    },
  };
}

function encodeNode(node: OnnxNode): ProtobufMessage {
  const message = new ProtobufMessage();
  for (const input of node.inputs) message.text(1, input);
  for (const output of node.outputs) message.text(2, output);
  message.text(3, node.outputs[0]).text(4, node.operator);
  for (const [name, value] of Object.entries(node.attributes)) {
    message.bytes(5, encodeAttribute(name, value));
  }
  if (node.domain) message.text(7, node.domain);
  return message;
}

function encodeAttribute(name: string, value: Attribute): ProtobufMessage {
  const message = new ProtobufMessage().text(1, name);
  if (typeof value === 'number') return message.varint(3, value).varint(20, 2);
  if (typeof value === 'string') return message.text(4, value).varint(20, 3);
  if (!Array.isArray(value)) return message.float(2, value.float).varint(20, 1);
  for (const item of value) message.varint(8, item);
  return message.varint(20, 7);
}

function encodeInitializer(
  item: OnnxInitializer,
  report: (byteLength: number) => void,
): ProtobufMessage {
  const message = new ProtobufMessage();
  for (const dimension of item.dimensions) message.varint(1, dimension);
  const data: LazyBytes = {
    byteLength: item.data.byteLength,
    write: (sink) =>
      item.data.write(async (bytes) => {
        await sink(bytes);
        report(bytes.byteLength);
      }),
  };
  return message.varint(2, elementTypes[item.type]).text(8, item.name).bytes(9, data);
}

function encodeValue(value: OnnxValue): ProtobufMessage {
  const shape = new ProtobufMessage();
  for (const dimension of value.dimensions) {
    const message = new ProtobufMessage();
    if (typeof dimension === 'number') message.varint(1, dimension);
    else message.text(2, dimension);
    shape.bytes(1, message);
  }
  const tensor = new ProtobufMessage().varint(1, elementTypes[value.type]).bytes(2, shape);
  return new ProtobufMessage().text(1, value.name).bytes(2, new ProtobufMessage().bytes(1, tensor));
}
