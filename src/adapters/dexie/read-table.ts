import type { RecordReader } from './records';
import { fromRow } from './rows';
import { orderOf, type Database, type StoredTables } from './schema';

/** One table in the order it is read in. */
export async function readTable<T extends keyof typeof orderOf>(
  database: Database,
  reader: RecordReader,
  name: T,
): Promise<StoredTables[T][]> {
  const rows = database.table<{ value: StoredTables[T]; checksum: number }>(name);
  const opened = reader.openAll(await rows.orderBy(orderOf[name]).toArray());
  return opened.map((value) => fromRow(name, value));
}
