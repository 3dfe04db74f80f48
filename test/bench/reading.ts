// What a start cannot do without, in a process as cold as a start: reads the newest snapshot and the rows after it.
// Says the milliseconds until it has their bytes, and until it has the model and the events. argv: the database's URL.
import pg from 'pg';
import { lastSeq, unpackModel } from '../../server/fold.ts';
import { ROW_COLUMNS, type StoredRow, toEvent } from '../../server/log-rows.ts';
import { FOLD_VERSION } from '../../shared/model.ts';

export type Reading = Readonly<{ bytesMs: number; readMs: number; snapshotSeq: number; tail: number; bytes: number }>;

const client = new pg.Client({ connectionString: process.argv[2] });
await client.connect();
const began = performance.now();
const end = await lastSeq(client);
const { rows: snapshots } = await client.query<{ seq: string; model: Buffer }>(
  'select seq, model from snapshot where seq <= $1 and fold_version = $2 order by seq desc, at desc limit 1',
  [end, FOLD_VERSION],
);
const snapshot = snapshots[0];
if (!snapshot) throw new Error('there is no snapshot');
const { rows } = await client.query<StoredRow>(
  `select ${ROW_COLUMNS} from log where seq > $1 and seq <= $2 order by seq`,
  [snapshot.seq, end],
);
const bytesMs = performance.now() - began;
const model = unpackModel(snapshot.model);
const events = rows.map((row) => toEvent(row));
const readMs = performance.now() - began;
if (model.seq + events.length !== end)
  throw new Error(`the log ends at ${end}, read up to ${model.seq + events.length}`);
const reading: Reading = {
  bytesMs,
  readMs,
  snapshotSeq: model.seq,
  tail: events.length,
  bytes: snapshot.model.length,
};
process.send?.(reading, () => process.exit(0));
await client.end();
