import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  CONVERTER_VERSION,
  type ModelFiles,
} from '../../src/adapters/transformers/conversion/index';
import { sha256, sha256OfFile } from './checksum';
import type { ModelRecipe } from './recipe';

export interface ManifestEntry {
  /** Relative to the folder of the manifest, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** `manifest.json` of a models folder: what lies in it, and which converter made it. */
export interface ModelManifest {
  readonly converterVersion: number;
  readonly files: readonly ManifestEntry[];
}

/** The manifest of a models folder; undefined when there is none, or one of another converter. */
export async function readManifest(modelsFolder: string): Promise<ModelManifest | undefined> {
  try {
    const text = await readFile(join(modelsFolder, 'manifest.json'), 'utf8');
    const manifest = JSON.parse(text) as ModelManifest;
    if (manifest.converterVersion !== CONVERTER_VERSION) return undefined;
    return Array.isArray(manifest.files) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

export const entriesOf = (manifest: ModelManifest, recipe: ModelRecipe): ManifestEntry[] =>
  manifest.files.filter((entry) => entry.path.startsWith(`${recipe.folder}/`));

/** True when all files of the model are there, with the manifest's sizes and checksums. */
export async function isIntact(
  modelsFolder: string,
  manifest: ModelManifest,
  recipe: ModelRecipe,
): Promise<boolean> {
  const entries = entriesOf(manifest, recipe);
  const paths = new Set(entries.map((entry) => entry.path));
  if (recipe.produces.some((path) => !paths.has(`${recipe.folder}/${path}`))) return false;
  for (const entry of entries) {
    const path = join(modelsFolder, entry.path);
    const size = await stat(path).then(
      (found) => found.size,
      () => -1,
    );
    if (size !== entry.bytes || (await sha256OfFile(path)) !== entry.sha256) return false;
  }
  return true;
}

/** Writes a model's files, each whole or not at all, and returns their entries. */
export async function writeModel(
  modelsFolder: string,
  recipe: ModelRecipe,
  files: ModelFiles,
): Promise<ManifestEntry[]> {
  const entries: ManifestEntry[] = [];
  for (const [name, bytes] of Object.entries(files)) {
    const path = `${recipe.folder}/${name}`;
    await writeWhole(join(modelsFolder, path), bytes);
    entries.push({ path, bytes: bytes.byteLength, sha256: sha256(bytes) });
  }
  return entries;
}

/** Replaces the entries of one model; written last, so that it never names a half-written file. */
export async function updateManifest(
  modelsFolder: string,
  recipe: ModelRecipe,
  entries: readonly ManifestEntry[],
): Promise<void> {
  const current = (await readManifest(modelsFolder))?.files ?? [];
  const others = current.filter((entry) => !entry.path.startsWith(`${recipe.folder}/`));
  const files = [...others, ...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifest: ModelManifest = { converterVersion: CONVERTER_VERSION, files };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await writeWhole(join(modelsFolder, 'manifest.json'), new TextEncoder().encode(text));
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, bytes);
  await rename(temporary, path);
}
