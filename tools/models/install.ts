import { copyFile, mkdir, rename } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstSource, type SourceOptions } from './first-source';
import { entriesOf, isIntact, readManifest, updateManifest, writeModel } from './manifest';
import { ProgressPrinter } from './progress-printer';
import { type ModelRecipe, recipes } from './recipe';

/** Models go to `public/models/` below the root; `offline` leaves what is installed and the models folder. */
export interface InstallOptions extends SourceOptions {
  /** Convert again even when everything is in place. */
  readonly force?: boolean;
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
    const source = await firstSource(this.#recipe, this.#options);
    const started = performance.now();
    const files = await this.#recipe.convert(source, (fraction) =>
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
