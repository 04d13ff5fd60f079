import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { ModelRecipe, SourceFiles } from './recipe';
import { fileNamed } from './recipe';

/** SHA-256 in hexadecimal. */
export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** SHA-256 of a file, without holding it in memory. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** @throws Error when a file is missing or the weights are not the ones the recipe names */
export function assertSource(recipe: ModelRecipe, files: SourceFiles): void {
  for (const name of recipe.companions) fileNamed(files, name);
  const { name, sha256: expected } = recipe.weights;
  const actual = sha256(fileNamed(files, name));
  if (actual !== expected) {
    throw new Error(`${name} has another checksum (${actual.slice(0, 12)}…) than expected`);
  }
}
