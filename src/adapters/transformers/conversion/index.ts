/**
 * Model files in, model files out: a GGUF or safetensors checkpoint becomes the Hugging Face layout with ONNX
 * graphs that transformers.js loads. Pure TypeScript for pages, workers and Node.
 */
export { convertBertSafetensors } from './bert/convert-bert';
export { type ByteSource, bytesSource, fileSource } from './byte-source';
export { type GgufInspection, inspectGguf } from './inspect-gguf';
export { convertLlamaGguf, llamaFiles } from './llama/convert-llama';
export type { LlamaPrecision } from './llama/llama-graph';
export type { ModelFiles } from './model-files';
export { remoteSource } from './remote-source';
export type { ConversionProgress } from './onnx/encode-onnx';
export { CONVERTER_VERSION } from './converter-version';
