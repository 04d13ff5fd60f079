import type { ModelFile } from '../../core/ports/model-source';

/** The files of one model in a `manifest.json`, by their path below the model's folder. */
export type ModelFileList = ReadonlyMap<string, ModelFile>;

/**
 * Reads the text of a `manifest.json` (written by tools/models). Null when it is none: servers answer with a page
 * of their own where a file is missing.
 */
export function readManifest(text: string, modelId: string): ModelFileList | null {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    return null;
  }
  const files = (manifest as { files?: unknown } | null)?.files;
  if (!Array.isArray(files) || !files.every(isEntry)) return null;
  const folder = `${modelId}/`;
  return new Map(
    files
      .filter(({ path }) => path.startsWith(folder))
      .map(({ path, bytes, sha256 }) => {
        const below = path.slice(folder.length);
        return [below, { path: below, bytes, sha256 }];
      }),
  );
}

function isEntry(value: unknown): value is ModelFile {
  const entry = value as Partial<ModelFile> | null;
  return (
    typeof entry?.path === 'string' &&
    Number.isSafeInteger(entry.bytes) &&
    /^[0-9a-f]{64}$/u.test(String(entry.sha256))
  );
}
