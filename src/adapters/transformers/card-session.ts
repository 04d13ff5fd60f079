import { InferenceSession, env } from 'onnxruntime-web/webgpu?native';
import factoryUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { loadedSession } from './onnx-runtime';
import type { CreateSession } from './onnx-runtime';
import { watchedSession } from './watched-session';

/**
 * Sessions on the graphics card. The runtime with WebGPU in it is 27 MB: only what needs it imports this file. The cache
 * stays on the card from pass to pass.
 */
export const createCardSession: CreateSession = async (model, externalData) => {
  env.wasm.wasmPaths = { mjs: absolute(factoryUrl), wasm: absolute(wasmUrl) };
  env.wasm.numThreads = 1;
  const session = await InferenceSession.create(model, {
    executionProviders: ['webgpu'],
    externalData: [...externalData],
    preferredOutputLocation: 'gpu-buffer',
  });
  return watchedSession(loadedSession(session), loss().catch(never));
};

/** Resolves when the runtime's device is lost; never, where it does not show its device. */
async function loss(): Promise<unknown> {
  const device = (await env.webgpu.device) as { readonly lost?: Promise<unknown> } | undefined;
  return device?.lost ?? never();
}

const never = () => new Promise<never>(() => {});

function absolute(url: string): string {
  return new URL(url, location.href).href;
}
