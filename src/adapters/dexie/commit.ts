import type { Batch, StoreTable } from '../../core/ports/store';
import type { Change } from '../../core/tools/user-data';
import { seal } from './records';
import { toRow } from './rows';
import type { Database, StoredTable } from './schema';
import type { Sequence } from './sequence';
import type { Stored } from './stored';
import { writeTransaction } from './write-transaction';

type Deletion = NonNullable<Batch['deletes']>[number];

const batchTables: readonly StoreTable[] = [
  'conversations',
  'episodes',
  'signals',
  'snapshots',
  'pins',
  'settings',
];

/** What a deletion takes with it: the influence of an episode must go with the episode. */
const cascades: Partial<Record<StoreTable, readonly StoreTable[]>> = {
  conversations: ['episodes', 'signals', 'pins'],
  episodes: ['signals', 'pins'],
};

/** The tables a batch writes to; the transaction locks these and no others. */
function touchedTables(batch: Batch): StoredTable[] {
  const tables = new Set<StoredTable>(['meta']);
  for (const name of batchTables) if (batch[name]?.length) tables.add(name);
  for (const { table } of batch.changes ?? []) tables.add(table);
  for (const { table } of batch.deletes ?? []) {
    tables.add(table);
    for (const name of cascades[table] ?? []) tables.add(name);
  }
  return [...tables];
}

async function apply(database: Database, change: Change): Promise<void> {
  if (change.type === 'delete') await database.rows(change.table).delete(change.id);
  else await database.table<Stored<unknown>, string>(change.table).put(seal(change.record));
}

async function deleteEpisodes(database: Database, ids: string[]): Promise<void> {
  await database.rows('signals').where('value.episodeId').anyOf(ids).delete();
  await database.rows('pins').where('value.episodeId').anyOf(ids).delete();
  await database.rows('episodes').bulkDelete(ids);
}

async function remove(database: Database, { table, id }: Deletion): Promise<void> {
  if (table === 'episodes') return deleteEpisodes(database, [id]);
  if (table === 'conversations') {
    const episodes = database.rows('episodes').where('value.conversationId').equals(id);
    await deleteEpisodes(database, await episodes.primaryKeys());
    await database.rows('signals').where('value.conversationId').equals(id).delete();
  }
  await database.rows(table).delete(id);
}

function rowsOf(batch: Batch, name: StoreTable): Stored<unknown>[] {
  return (batch[name] ?? []).map((record) => toRow(name, record));
}

/**
 * Writes a batch in one transaction, all or nothing: records, then the user's things in the order of their
 * changes, then deletions (a record both put and deleted is gone).
 */
export async function commitBatch(
  database: Database,
  batch: Batch,
  sequence: Sequence,
): Promise<void> {
  sequence.seeBatch(batch);
  const { learning: state, changes = [], deletes = [] } = batch;
  // Sealed before the transaction begins, so that it stays short.
  const puts = batchTables.map((name) => ({ name, sealed: rowsOf(batch, name) }));

  await writeTransaction(database, touchedTables(batch), async () => {
    for (const { name, sealed } of puts) {
      if (sealed.length > 0) {
        await database.table<Stored<unknown>, string>(name).bulkPut(sealed);
      }
    }
    for (const change of changes) await apply(database, change);
    for (const deletion of deletes) await remove(database, deletion);
    const meta = database.rows('meta');
    if (state) await meta.put(seal({ id: 'learning', state }));
    await meta.put(seal({ id: 'sequence', last: sequence.last }));
  });
}
