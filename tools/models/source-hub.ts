import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { assertSource } from './checksum';
import { download } from './download';
import type { ModelRecipe, SourceFiles } from './recipe';

/**
 * The source files of a model from the Hugging Face hub, at a pinned revision. `cacheFolder` keeps
 * what has arrived until everything is there.
 * @throws Error when the hub cannot be reached or the weights are others
 */
export async function sourceFromHub(
  recipe: ModelRecipe,
  cacheFolder: string,
  onProgress: (fraction: number) => void,
): Promise<SourceFiles> {
  const { repository, revision } = recipe.hub;
  const folder = join(cacheFolder, recipe.folder);
  const files = new Map<string, Uint8Array>();
  for (const name of [...recipe.companions, recipe.weights.name]) {
    const url = `https://huggingface.co/${repository}/resolve/${revision}/${name}`;
    const isWeights = name === recipe.weights.name;
    try {
      await download(url, join(folder, name), {
        sha256: isWeights ? recipe.weights.sha256 : undefined,
        onProgress: isWeights ? onProgress : undefined,
      });
    } catch (error) {
      throw new Error(`huggingface.co: ${describe(error)}`, { cause: error });
    }
    files.set(name, await readFile(join(folder, name)));
  }
  assertSource(recipe, files);
  await rm(folder, { recursive: true, force: true });
  return files;
}

/** `fetch failed` says nothing; its cause does. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message ? cause.message : error.message;
}
