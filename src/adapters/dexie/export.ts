import type { RecordReader } from './records';
import { exportFormat, exportVersion, type StoreContents, type Tables } from './restore';
import { contentTables, orderOf, type Database } from './schema';
import { replaceSpecial } from './special-values';

/** One table in the order it is read in. */
export async function readTable<T extends keyof Tables>(
  database: Database,
  reader: RecordReader,
  name: T,
): Promise<Tables[T][]> {
  const rows = database.table<{ value: Tables[T]; checksum: number }>(name);
  return reader.openAll(await rows.orderBy(orderOf[name]).toArray());
}

/** Everything that is whole, at one moment, as JSON that `restore` reads. Damaged records are left out. */
export async function exportContents(
  database: Database,
  reader: RecordReader,
  sequence: number,
): Promise<string> {
  const contents = await database.transaction('r', database.tables, async () => {
    const stored = await database.rows('meta').get('learning');
    const meta = stored && reader.open(stored);
    const learning = meta?.id === 'learning' ? meta.state : null;
    const tables: [string, unknown][] = [];
    for (const name of contentTables) {
      tables.push([name, await readTable(database, reader, name)]);
    }
    return { sequence, learning, tables: Object.fromEntries(tables) as StoreContents['tables'] };
  });
  const whole = { format: exportFormat, version: exportVersion, ...contents };
  return JSON.stringify(whole, replaceSpecial);
}
