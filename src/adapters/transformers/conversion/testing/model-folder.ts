import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ModelFiles } from '../model-files';

/**
 * Writes models where transformers.js in Node can load them: `env.localModelPath = path`, model id
 * = the key. Node only. Call `remove` in the end.
 */
export async function writeModelFolder(
  models: Readonly<Record<string, ModelFiles | Promise<ModelFiles>>>,
): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'apprentice-model-'));
  for (const [id, files] of Object.entries(models)) {
    for (const [name, bytes] of Object.entries(await files)) {
      const file = join(path, id, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
  }
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
