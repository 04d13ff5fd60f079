import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const folder = 'src/adapters/llama';

it.each([
  ['kernel.wasm', ['--config', `${folder}/kernel/asconfig.json`]],
  ...(['simd', 'relaxed'] as const).map(
    (target) =>
      [
        `bert/bert-${target}.wasm`,
        ['--config', `${folder}/bert/kernel/asconfig.json`, '--target', target],
      ] as const,
  ),
] as const)('%s is what its sources compile to (if not: npm run kernel)', async (file, options) => {
  const scratch = await mkdtemp(join(tmpdir(), 'apprentice-kernel-'));
  const compiled = join(scratch, 'kernel.wasm');
  const compiler = 'node_modules/assemblyscript/bin/asc.js';
  await promisify(execFile)(process.execPath, [compiler, ...options, '--outFile', compiled]);
  const [fresh, kept] = await Promise.all(
    [compiled, `${folder}/${file}`].map((path) => readFile(path)),
  );
  await rm(scratch, { recursive: true });
  expect(fresh!.equals(kept!)).toBe(true);
});
