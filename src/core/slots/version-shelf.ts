import type { Batch, Setting, Store } from '../ports/store';
import { SLOT_VERSIONS_KEPT } from './parameters';
import type { SlotVersion } from './slot-version';
import { restoreSlotVersion, storeSlotVersion } from './slot-version';

const VERSION = 'slot-version ';
const LIVE = 'slot-live';

/** The versions of the slot head and which one is live. */
export interface SlotVersions {
  /** Oldest first. */
  readonly versions: readonly SlotVersion[];
  /** Null where none speaks. */
  readonly liveId: string | null;
  /** Calls that were known at the last training. */
  readonly trainedAt: number;
}

export interface ReadVersions extends SlotVersions {
  /** What could not be used, one sentence each. */
  readonly refused: readonly string[];
}

/**
 * Versions are settings: written in the same transactions as what taught them, under the same checksums, and part of
 * every export without a change of its format (an older one simply has none). One that is not what was written is
 * refused, and the newest sound one takes its place.
 */
export async function readVersions(store: Store): Promise<ReadVersions> {
  const stored = (await store.all('settings')).filter(({ id }) => id.startsWith(VERSION));
  const versions = stored
    .map(({ value }) => restoreSlotVersion(value))
    .filter((version) => version !== null)
    .sort((a, b) => a.sequence - b.sequence);
  const live = readLive((await store.get('settings', LIVE))?.value);
  const isThere = live.id === null || versions.some(({ id }) => id === live.id);
  const liveId = isThere ? live.id : (versions.at(-1)?.id ?? null);
  const damaged = stored.length - versions.length;
  const refused = damaged > 0 || !isThere ? [refusal(versions, liveId)] : [];
  return { versions, liveId, trainedAt: live.trainedAt, refused };
}

function refusal(versions: readonly SlotVersion[], liveId: string | null): string {
  const live = versions.find(({ id }) => id === liveId);
  const instead = live
    ? `Version ${live.number} fills them`
    : 'They are filled by your corrections and the rules alone';
  return `A version of how arguments are filled was damaged and is not used. ${instead}; nothing else was lost, and it is trained again with more feedback.`;
}

function readLive(value: unknown): { readonly id: string | null; readonly trainedAt: number } {
  const { id, trainedAt } = (value ?? {}) as { id?: unknown; trainedAt?: unknown };
  return {
    id: typeof id === 'string' ? id : null,
    trainedAt: typeof trainedAt === 'number' && trainedAt >= 0 ? trainedAt : 0,
  };
}

/** What has to be stored to get from one to the other. */
export function versionChanges(before: SlotVersions, after: SlotVersions): Batch {
  const kept = new Set(after.versions.map(({ id }) => id));
  const known = new Set(before.versions.map(({ id }) => id));
  const settings: Setting[] = after.versions
    .filter(({ id }) => !known.has(id))
    .map((version) => ({ id: `${VERSION}${version.id}`, value: storeSlotVersion(version) }));
  const deletes = before.versions
    .filter(({ id }) => !kept.has(id))
    .map(({ id }) => ({ table: 'settings' as const, id: `${VERSION}${id}` }));
  const value = { id: after.liveId, trainedAt: after.trainedAt };
  return {
    settings: [...settings, { id: LIVE, value }],
    ...(deletes.length > 0 && { deletes }),
  };
}

/** With a new version that is live at once; the oldest ones are dropped. */
export function withVersion(before: SlotVersions, version: SlotVersion): SlotVersions {
  const versions = [...before.versions, version].slice(-SLOT_VERSIONS_KEPT);
  return { ...before, versions, liveId: version.id };
}

/** Without those that a call with this number may have taught; where the live one is among them, the one before it. */
export function unlearned(before: SlotVersions, sequence: number): SlotVersions {
  const versions = before.versions.filter((version) => version.sequence < sequence);
  if (versions.length === before.versions.length) return before;
  const live = versions.find(({ id }) => id === before.liveId);
  if (live || before.liveId === null) return { ...before, versions, trainedAt: 0 };
  return { versions, liveId: versions.at(-1)?.id ?? null, trainedAt: 0 };
}
