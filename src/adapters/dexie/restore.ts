import * as z from 'zod/mini';
import { ApprenticeError } from '../../core/errors/apprentice-error';
import type { LearningState } from '../../core/learning/learning-state';
import type { StoreTables } from '../../core/ports/store';
import type { UserDataTables } from '../../core/tools/user-data';
import { modernEpisode } from './migrations';
import * as records from './record-schemas';

export type Tables = StoreTables & UserDataTables;

/** Everything in a store, as it is exported. `sequence` is the largest number ever given out. */
export interface StoreContents {
  readonly sequence: number;
  readonly learning: LearningState | null;
  readonly tables: { readonly [T in keyof Tables]: readonly Tables[T][] };
}

export const exportFormat = 'apprentice-export';
/** Raised when the shape of a record changes; `restore` then learns to read the older one. */
export const exportVersion = 2;

const envelope = z.object({
  format: z.literal(exportFormat),
  version: z.int().check(z.minimum(1)),
});

const contents: z.ZodMiniType<StoreContents> = z.object({
  sequence: z.int().check(z.nonnegative()),
  learning: z.nullable(records.learningState),
  tables: z.object({
    conversations: z.array(records.conversation),
    episodes: z.array(records.episode),
    signals: z.array(records.signal),
    snapshots: z.array(records.snapshot),
    pins: z.array(records.pin),
    settings: z.array(records.setting),
    notes: z.array(records.note),
    listItems: z.array(records.listItem),
    reminders: z.array(records.reminder),
  }),
});

function invalid(where: string, cause?: unknown): ApprenticeError {
  return new ApprenticeError(
    'import-invalid',
    `This file is not a whole export of Apprentice (${where}). Nothing here was changed; choose another file.`,
    { cause },
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid('it is not JSON', cause);
  }
}

/** Deep nesting can exhaust the stack while validating: that too is a file we can't read. */
function validate<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  let result;
  try {
    result = schema.safeParse(value);
  } catch (cause) {
    throw invalid('it is nested too deeply', cause);
  }
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalid(`wrong at ${issue.path.join('.') || 'the top'}`, result.error);
}

function withModernEpisodes(contents: StoreContents): StoreContents {
  const episodes = contents.tables.episodes.map(modernEpisode);
  return { ...contents, tables: { ...contents.tables, episodes } };
}

/**
 * The one gate for data that was not written by this version just now: an imported file, made elsewhere, edited
 * by hand or by an older version. Gives contents of exactly the present shape (unknown fields are dropped).
 * Throws `import-invalid`, or `import-newer-version` for a format this version does not know.
 */
export function restore(text: string): StoreContents {
  const value = parse(text);
  const { version } = validate(envelope, value);
  if (version > exportVersion) {
    throw new ApprenticeError(
      'import-newer-version',
      'This export was made by a newer version of Apprentice. Nothing here was changed; reload the page to update, then import it again.',
    );
  }
  const restored = validate(contents, value);
  return version < 2 ? withModernEpisodes(restored) : restored;
}
