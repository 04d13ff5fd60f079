import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const folder = 'src/adapters/llama';

it('kernel.wasm is what its sources compile to (if not: npm run kernel)', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'apprentice-kernel-'));
  const compiled = join(scratch, 'kernel.wasm');
  const compiler = 'node_modules/assemblyscript/bin/asc.js';
  const options = ['--config', `${folder}/kernel/asconfig.json`, '--outFile', compiled];
  await promisify(execFile)(process.execPath, [compiler, ...options]);
  const [fresh, kept] = await Promise.all(
    [compiled, `${folder}/kernel.wasm`].map((path) => readFile(path)),
  );
  await rm(scratch, { recursive: true });
  expect(fresh!.equals(kept!)).toBe(true);
});
