import type { Change, UserDataReader } from './user-data';

/** The changes that take `changes` back, in the order in which they must be applied. */
export async function invert(changes: readonly Change[], data: UserDataReader): Promise<Change[]> {
  const inverse: Change[] = [];
  for (const change of changes) {
    const id = change.type === 'put' ? change.record.id : change.id;
    const records = await data.list(change.table);
    const before = records.find((record) => record.id === id);
    if (before) inverse.push({ type: 'put', table: change.table, record: before } as Change);
    else inverse.push({ type: 'delete', table: change.table, id });
  }
  return inverse.reverse();
}
