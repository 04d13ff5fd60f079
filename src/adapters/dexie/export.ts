import type { RecordReader } from './records';
import { readTable } from './read-table';
import { exportFormat, exportVersion, type StoreContents } from './restore';
import { contentTables, type Database } from './schema';
import { replaceSpecial } from './special-values';

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
