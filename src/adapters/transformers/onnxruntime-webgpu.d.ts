/** The runtime with WebGPU; the query keeps it apart from what transformers.js imports by this name (vite.config.ts). */
declare module 'onnxruntime-web/webgpu?native' {
  export { InferenceSession, env } from 'onnxruntime-web';
}
