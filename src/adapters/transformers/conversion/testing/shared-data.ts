import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The repository's models as transformers.js in Node loads them: `env.localModelPath`. */
export const installedModels = resolve('public', 'models');

/**
 * Path of a file of the shared benchmark data: in the folder `APPRENTICE_DATA`, or in `shared/data`
 * beside the repository; undefined when it is not there. Node only.
 */
export function sharedDataFile(name: string): string | undefined {
  const folder = process.env['APPRENTICE_DATA'] ?? resolve('..', 'shared', 'data');
  const path = resolve(folder, name);
  return existsSync(path) ? path : undefined;
}

/** True when both the data and the installed model are there; says what is missing otherwise. */
export function available(data: string, model: string): boolean {
  const path = sharedDataFile(data);
  const installed = existsSync(resolve(installedModels, model, 'config.json'));
  if (!path) console.warn(`skipped: ${data} is not in APPRENTICE_DATA or ../shared/data`);
  if (!installed) console.warn(`skipped: ${model} is not in public/models (run setup)`);
  return path !== undefined && installed;
}
