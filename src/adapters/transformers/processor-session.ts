import { InferenceSession } from 'onnxruntime-web/wasm';
import { loadedSession } from './onnx-runtime';
import type { CreateSession } from './onnx-runtime';

/** Sessions on the processor, in the module that `prepareRuntime` has set up. */
export const createProcessorSession: CreateSession = async (model, externalData) =>
  loadedSession(
    await InferenceSession.create(model, {
      executionProviders: ['wasm'],
      externalData: [...externalData],
    }),
  );
