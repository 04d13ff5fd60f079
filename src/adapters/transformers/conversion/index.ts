/**
 * Model files in, model files out: bytes of a GGUF or safetensors checkpoint become the Hugging Face
 * layout with ONNX graphs that transformers.js loads. Pure TypeScript for pages, workers and Node.
 */
export { convertBertSafetensors } from './bert/convert-bert';
export { convertLlamaGguf } from './llama/convert-llama';
export type { ModelFiles } from './model-files';
export type { ConversionProgress } from './onnx/encode-onnx';
export { CONVERTER_VERSION } from './converter-version';
