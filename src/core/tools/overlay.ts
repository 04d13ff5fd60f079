import type { Change, UserDataReader, UserDataTable, UserDataTables } from './user-data';

/** The user's things as they will be once `changes` are applied: what a step sees that follows an undo. */
export function overlay(data: UserDataReader, changes: readonly Change[]): UserDataReader {
  return {
    async list<T extends UserDataTable>(table: T): Promise<UserDataTables[T][]> {
      const records = new Map((await data.list(table)).map((record) => [record.id, record]));
      for (const change of changes) {
        if (change.table !== table) continue;
        if (change.type === 'delete') records.delete(change.id);
        else records.set(change.record.id, change.record as UserDataTables[T]);
      }
      return [...records.values()];
    },
  };
}
