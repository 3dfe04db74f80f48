// The thread behind recorder.ts.
import { setTimeout as wait } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import pg from 'pg';
import { emptyModel, type Model, settle } from '../../shared/model.ts';
import { DAY_MS, MINUTE_MS } from '../../shared/time.ts';
import { APP_ROLE_OPTIONS } from '../database-role.ts';
import { foldTail, isExercise, lastSeq, nearestSnapshot, writeSnapshot } from '../fold.ts';

/** A snapshot after so many rows, or when this much of the log's own time has gone by with anything in it. */
const ROWS = 10_000;
const SPAN_MS = 5 * MINUTE_MS;
const LOOK_EVERY_MS = 5_000;
/** All snapshots of so many days are kept, then one a local day. */
const KEEP_ALL_DAYS = 3;

const { databaseUrl } = workerData as { databaseUrl: string };
const pool = new pg.Pool({
  connectionString: databaseUrl,
  options: APP_ROLE_OPTIONS,
  max: 1,
  application_name: 'ioc-recorder',
});
pool.on('error', () => {});

let model: Model | null = null;
let [writtenSeq, writtenAt] = [0, 0];
let [tookMs, restUntil, notBefore] = [0, 0, 0];

/** After a burst so many rows are gone through without leaving out a snapshot, as long as one is written so quickly. */
const CATCH_UP_ROWS = 60_000;
const QUICK_MS = 1_000;

const isDue = (current: Model): boolean =>
  current.seq > writtenSeq && (current.seq - writtenSeq >= ROWS || current.at - writtenAt >= SPAN_MS);

/** Snapshots can wait while a flood is being taken in, the screens cannot: so many rows since the last look are one. */
const FLOOD_ROWS = 20_000;
const PATIENCE_LOOKS = 12;
let [seenSeq, postponed] = [0, 0];

function isFlooded(seq: number): boolean {
  const flooded = model !== null && seq - seenSeq > FLOOD_ROWS && postponed < PATIENCE_LOOKS;
  [seenSeq, postponed] = [seq, flooded ? postponed + 1 : 0];
  return flooded;
}

async function look(): Promise<void> {
  const seq = await lastSeq(pool);
  if (isFlooded(seq)) return;
  if (!model) {
    model = (await nearestSnapshot(pool, seq))?.model ?? emptyModel(await isExercise(pool));
    [writtenSeq, writtenAt] = [model.seq, 0];
  }
  // In parts: a burst leaves a snapshot every so often and not one at its end.
  while (model.seq < seq) {
    await foldTail(pool, model, await endOfBatch(model.seq, Math.min(seq, writtenSeq + ROWS)));
    if (!isDue(model)) continue;
    if (tookMs < QUICK_MS && seq - model.seq <= CATCH_UP_ROWS) await wait(Math.max(0, restUntil - performance.now()));
    else if (performance.now() < notBefore) continue;
    await keep(model);
  }
  if (isDue(model) && performance.now() >= notBefore) await keep(model);
}

/** Snapshots stand at the end of a batch, where the hash chain has a value: the last one up to `seq`, else the next. */
async function endOfBatch(after: number, seq: number): Promise<number> {
  const { rows } = await pool.query<{ last_seq: string }>(
    `(select last_seq from batch where last_seq > $1 and last_seq <= $2 order by last_seq desc limit 1)
     union all (select last_seq from batch where last_seq > $2 order by last_seq limit 1) limit 1`,
    [after, seq],
  );
  return Number(rows[0]?.last_seq ?? seq);
}

async function keep(current: Model): Promise<void> {
  const began = performance.now();
  // What a view would settle is settled once here, and not by everybody who begins here.
  settle(current, current.at);
  await writeSnapshot(pool, current);
  tookMs = performance.now() - began;
  // In a storm of events at most a tenth of the time goes into snapshots, half of it in the short one after a burst.
  [restUntil, notBefore] = [performance.now() + tookMs, performance.now() + 9 * tookMs];
  [writtenSeq, writtenAt] = [current.seq, current.at];
  await pool.query(
    `delete from snapshot s where not base and at < $1 and exists (
       select from snapshot o where o.fold_version = s.fold_version and o.seq < s.seq
         and date_trunc('day', o.at at time zone 'Asia/Ho_Chi_Minh') = date_trunc('day', s.at at time zone 'Asia/Ho_Chi_Minh'))`,
    [new Date(current.at - KEEP_ALL_DAYS * DAY_MS).toISOString()],
  );
}

for (;;) {
  try {
    await look();
  } catch {
    model = null; // the database is away, or the log is not what it was: begin again from what is there
  }
  await wait(LOOK_EVERY_MS);
}
