import type { ModelEntry } from '../../core/models/model-entry';

/** The embedded model's weights: int8 runs 10 times as fast as 4 bits on WASM (ENGINES.md), a card computes 4 exactly. */
export function embeddedWeights(backend: ModelEntry['backend']): string {
  return backend === 'webgpu' ? 'onnx/model_q4.onnx' : 'onnx/model_int8.onnx';
}

/** The files of the embedded model that an engine reads. */
export function embeddedFiles(backend: ModelEntry['backend']): readonly string[] {
  return [
    'config.json',
    'generation_config.json',
    'tokenizer.json',
    'tokenizer_config.json',
    embeddedWeights(backend),
  ];
}

export const encoderWeights = 'onnx/model_int8.onnx';

/** The files of the encoder. */
export const encoderFiles: readonly string[] = [
  'config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  encoderWeights,
];
