import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bytesSource } from '../../src/adapters/transformers/conversion/byte-source';
import { type GgufFile, readGguf } from '../../src/adapters/transformers/conversion/gguf/gguf-file';
import { permutedRow } from '../../src/adapters/transformers/conversion/llama/llama-weights';
import {
  type StoredMatrix,
  WeightMatrix,
} from '../../src/adapters/transformers/conversion/weights/weight-matrix';
import { firstSource } from './first-source';
import { ProgressPrinter } from './progress-printer';
import { fileNamed, languageModel } from './recipe';

/** A parameter in `tensor-cache.json`. */
interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly nbytes: number;
  readonly byteOffset: number;
}

interface ShardLayout {
  readonly dataPath: string;
  readonly nbytes: number;
  readonly md5sum: string;
  readonly records: readonly Parameter[];
}

export interface FloatWeightsOptions {
  readonly root: string;
  /** Holds `tensor-cache.json`, `mlc-chat-config.json` and the library that runs the weights. */
  readonly library: string;
  /** Gets the weights below `resolve/main/`, as the hub serves a repository. */
  readonly target: string;
  readonly log?: (line: string) => void;
  readonly progress?: (label: string, fraction: number) => void;
}

/**
 * Writes the weights of SmolLM2-135M-Instruct for a test library of WebLLM: raw little-endian float32 (517 MB) in the
 * order of `tensor-cache.json`, from the GGUF that setup installs. Shards that are there with the right MD5 stay.
 * @throws Error when a shard's MD5 is not the listed one, or the source can't be had
 */
export async function writeFloatWeights(options: FloatWeightsOptions): Promise<void> {
  const { root, library, target, log, progress } = options;
  const folder = join(target, 'resolve', 'main');
  await mkdir(folder, { recursive: true });
  const layout = await readLayout(library);
  const missing: ShardLayout[] = [];
  for (const shard of layout) if (!(await isIntact(folder, shard))) missing.push(shard);
  if (missing.length > 0) {
    const source = await firstSource(languageModel, options);
    const gguf = await readGguf(bytesSource(fileNamed(source, languageModel.weights.name)));
    for (const [index, shard] of missing.entries()) {
      await writeShard(folder, shard, gguf);
      progress?.('writing the float32 weights', (index + 1) / missing.length);
    }
  }
  for (const name of ['mlc-chat-config.json', 'tensor-cache.json']) {
    await copyFile(join(library, name), join(folder, name));
  }
  const tokenizer = join(root, 'public', 'models', languageModel.folder);
  for (const name of ['tokenizer.json', 'tokenizer_config.json']) {
    await copyFile(join(tokenizer, name), join(folder, name));
  }
  log?.(`float32 weights: ${layout.length} shards, ${missing.length} written, all MD5 sums match.`);
}

async function readLayout(library: string): Promise<readonly ShardLayout[]> {
  const text = await readFile(join(library, 'tensor-cache.json'), 'utf8');
  return (JSON.parse(text) as { records: readonly ShardLayout[] }).records;
}

async function isIntact(folder: string, shard: ShardLayout): Promise<boolean> {
  const bytes = await readFile(join(folder, shard.dataPath)).catch(() => null);
  return bytes !== null && md5(bytes) === shard.md5sum;
}

async function writeShard(folder: string, shard: ShardLayout, gguf: GgufFile): Promise<void> {
  const bytes = new Uint8Array(shard.nbytes);
  for (const { name, nbytes, byteOffset, dtype } of shard.records) {
    const values = await parameterOf(gguf, name);
    if (dtype !== 'float32' || values.byteLength !== nbytes) {
      throw new Error(`${name} should be ${nbytes} bytes of ${dtype}, not ${values.byteLength}`);
    }
    bytes.set(new Uint8Array(values.buffer), byteOffset);
  }
  if (md5(bytes) !== shard.md5sum) throw new Error(`${shard.dataPath} has another MD5 sum`);
  const path = join(folder, shard.dataPath);
  await writeFile(`${path}.tmp`, bytes);
  await rename(`${path}.tmp`, path);
}

/** Tensors of the GGUF that MLC stacks into one parameter, by the parameter's role in its layer. */
const layerParts: Record<string, readonly string[]> = {
  'self_attn.qkv_proj': ['attn_q', 'attn_k', 'attn_v'],
  'self_attn.o_proj': ['attn_output'],
  'mlp.gate_up_proj': ['ffn_gate', 'ffn_up'],
  'mlp.down_proj': ['ffn_down'],
  input_layernorm: ['attn_norm'],
  post_attention_layernorm: ['ffn_norm'],
};
const outerParts: Record<string, string> = {
  'model.embed_tokens.weight': 'token_embd.weight',
  'model.norm.weight': 'output_norm.weight',
};
/** Width of a head of SmolLM2-135M. */
const headLength = 64;

/** The GGUF's tensors that make up a parameter of MLC's name, in order. */
function tensorsOf(name: string): readonly string[] {
  const [, layer, role = ''] = /^model\.layers\.(\d+)\.(.+)\.weight$/u.exec(name) ?? [];
  const parts = layerParts[role]?.map((part) => `blk.${layer}.${part}.weight`);
  const outer = outerParts[name];
  if (!parts && !outer) throw new Error(`there is no parameter ${name} in the GGUF`);
  return parts ?? [outer!];
}

async function parameterOf(file: GgufFile, name: string): Promise<Float32Array> {
  const stored = tensorsOf(name).map((tensorName): StoredMatrix => {
    const tensor = file.tensors.get(tensorName);
    if (!tensor) throw new Error(`the GGUF lacks ${tensorName}`);
    const { type, start } = tensor;
    const [columns, rows = 1] = tensor.dimensions;
    const matrix = { type, source: file.source, start, rows, columns };
    // llama.cpp rotates neighbouring rows; MLC has Hugging Face's order.
    if (!/attn_[qk]\./u.test(tensorName)) return matrix;
    const storedRow = (row: number): number => permutedRow(row, headLength);
    return { ...matrix, order: { group: headLength, storedRow } };
  });
  const matrix = new WeightMatrix(...stored);
  const values = new Float32Array(matrix.rows * matrix.columns);
  await matrix.forEachFloatRow((row, index) => values.set(row, index * matrix.columns));
  return values;
}

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

/** `tsx tools/models/float-weights.ts <folder of the library> <folder for the weights>` */
async function main(): Promise<void> {
  const printer = new ProgressPrinter(process.stdout);
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
  const [library, target] = process.argv.slice(2);
  try {
    if (!library || !target) throw new Error('Name the folder of the library and the target.');
    const { log, progress } = printer;
    await writeFloatWeights({ root, library, target, log, progress });
  } catch (error) {
    printer.log(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
