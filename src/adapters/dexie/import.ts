import { seal } from './records';
import { toRow } from './rows';
import type { StoreContents } from './restore';
import { contentTables, type Database } from './schema';
import type { Sequence } from './sequence';
import type { Stored } from './stored';
import { writeTransaction } from './write-transaction';

/** Replaces everything in the database by `contents`, in one transaction. Numbers given out stay taken. */
export async function replaceContents(
  database: Database,
  { tables, learning: state, sequence: last }: StoreContents,
  sequence: Sequence,
): Promise<void> {
  sequence.see([{ sequence: last }]);
  sequence.seeBatch(tables);
  const sealed = contentTables.map((name) => ({
    name,
    rows: tables[name].map((record) => toRow(name, record)),
  }));

  await writeTransaction(database, [...contentTables, 'meta'], async () => {
    for (const { name, rows } of sealed) {
      const table = database.table<Stored<unknown>, string>(name);
      await table.clear();
      if (rows.length > 0) await table.bulkPut(rows);
    }
    const meta = database.rows('meta');
    await meta.clear();
    if (state) await meta.put(seal({ id: 'learning', state }));
    await meta.put(seal({ id: 'sequence', last: sequence.last }));
  });
}
