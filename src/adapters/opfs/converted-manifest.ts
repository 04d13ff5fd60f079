import type { ModelEntry } from '../../core/models/model-entry';
import { restoreEntry } from '../../core/models/restore-entry';
import type { ModelFile } from '../../core/ports/model-source';

/** What was written when a converted model was complete. */
export interface ConvertedManifest {
  readonly entry: ModelEntry;
  readonly files: readonly ModelFile[];
}

/** Null for what is no manifest of the model `id`. */
export function readManifest(text: string, id: string): ConvertedManifest | null {
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return null;
  }
  const { entry: storedEntry, files } = (stored ?? {}) as Partial<Record<string, unknown>>;
  const entry = restoreEntry(storedEntry);
  if (entry?.id !== id || entry.origin.kind !== 'opened') return null;
  return Array.isArray(files) && files.every(isFile) ? { entry, files } : null;
}

function isFile(value: unknown): value is ModelFile {
  const { path, bytes, sha256 } = (value ?? {}) as Partial<ModelFile>;
  return (
    typeof path === 'string' &&
    Number.isSafeInteger(bytes) &&
    /^[0-9a-f]{64}$/u.test(String(sha256))
  );
}
