import type { InferenceSession } from 'onnxruntime-web';
import type { ModelSignature } from './model-inputs';
import type { OnnxSession } from './onnx-session';

/** What a model's file keeps beside it, by the name under which the file refers to it. */
export interface ExternalData {
  readonly path: string;
  readonly data: Uint8Array;
}

export interface LoadedSession extends OnnxSession {
  readonly signature: ModelSignature;
  release(): Promise<void>;
}

/** Makes a session of a model. Throws what ONNX Runtime throws. */
export type CreateSession = (
  model: Uint8Array,
  externalData: readonly ExternalData[],
) => Promise<LoadedSession>;

/** A session with what it says of its inputs and outputs. */
export function loadedSession(session: InferenceSession): LoadedSession {
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    signature: { inputs: session.inputMetadata, outputs: session.outputMetadata },
    run: (inputs, outputs) =>
      session.run(inputs as InferenceSession.FeedsType, [...outputs]) as ReturnType<
        OnnxSession['run']
      >,
    release: () => session.release(),
  };
}
