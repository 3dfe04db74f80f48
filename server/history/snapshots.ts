// Follows the log with a model of its own and keeps snapshots where it stands, so that a start and a replay have a near place
// to begin: one each 10,000 rows or 5 minutes, and one at each local midnight, which stays when the others are thinned out.
import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { emptyModel, type Model, settle } from '../../shared/model.ts';
import { DAY_MS, dayNumber, dayStart, MINUTE_MS } from '../../shared/time.ts';
import { foldTail, isExercise, lastSeq, nearestSnapshot, seqReceivedBy, writeSnapshot } from '../fold.ts';

/** A snapshot after so many rows, or when this much of the log's own time has gone by with anything in it. */
const ROWS = 10_000;
const SPAN_MS = 5 * MINUTE_MS;
/** All snapshots of so many days are kept, then one a local day: the last, which is the state of the midnight after it. */
const KEEP_ALL_DAYS = 3;
/** Snapshots can wait while a flood is being taken in, the screens cannot: so many rows since the last look are one. */
const FLOOD_ROWS = 20_000;
const PATIENCE_LOOKS = 12;
/** After a burst so many rows are gone through without leaving out a snapshot, as long as one is written so quickly. */
const CATCH_UP_ROWS = 60_000;
const QUICK_MS = 1_000;

export type Snapshots = Readonly<{
  /** Folds what has come since the last look and keeps what is due. After a failure the next look begins anew. */
  look: () => Promise<void>;
}>;

export function createSnapshots(pool: Pool): Snapshots {
  let model: Model | null = null;
  let [writtenSeq, writtenAt] = [0, 0];
  let [tookMs, restUntil, notBefore] = [0, 0, 0];
  let [seenSeq, postponed] = [0, 0];

  const isDue = (current: Model): boolean =>
    current.seq > writtenSeq && (current.seq - writtenSeq >= ROWS || current.at - writtenAt >= SPAN_MS);

  function isFlooded(seq: number): boolean {
    const flooded = model !== null && seq - seenSeq > FLOOD_ROWS && postponed < PATIENCE_LOOKS;
    [seenSeq, postponed] = [seq, flooded ? postponed + 1 : 0];
    return flooded;
  }

  async function begin(seq: number): Promise<Model> {
    const near = await nearestSnapshot(pool, seq);
    [writtenSeq, writtenAt] = [near?.model.seq ?? 0, 0];
    return near?.model ?? emptyModel(await isExercise(pool));
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
    await thinOut(pool, current.at);
  }

  async function follow(current: Model, seq: number): Promise<void> {
    // In parts, so that a burst leaves a snapshot every so often and not one at its end.
    while (current.seq < seq) {
      const day = dayNumber(await receivedAfter(pool, current.seq));
      // What comes next is of another day: here is midnight.
      if (day > dayNumber(current.at) && current.seq > writtenSeq) await keep(current);
      const endOfDay = await seqReceivedBy(pool, dayStart(day + 1) - 1);
      // One that is due and may not be written yet is passed.
      const part = writtenSeq + ROWS > current.seq ? writtenSeq + ROWS : current.seq + ROWS;
      const next = await endOfBatch(pool, current.seq, Math.min(seq, part));
      await foldTail(pool, current, Math.min(endOfDay, next));
      if (!isDue(current)) continue;
      if (tookMs < QUICK_MS && seq - current.seq <= CATCH_UP_ROWS)
        await wait(Math.max(0, restUntil - performance.now()));
      else if (performance.now() < notBefore) continue;
      await keep(current);
    }
    if (isDue(current) && performance.now() >= notBefore) await keep(current);
  }

  return {
    async look() {
      const seq = await lastSeq(pool);
      if (isFlooded(seq)) return;
      try {
        model ??= await begin(seq);
        await follow(model, seq);
      } catch (error) {
        model = null; // the database is away, or the log is not what it was: begin again from what is there
        throw error;
      }
    },
  };
}

/** Snapshots stand at the end of a batch, where the hash chain has a value: the last one up to `seq` (> `after`), else the next. */
async function endOfBatch(pool: Pool, after: number, seq: number): Promise<number> {
  const { rows } = await pool.query<{ last_seq: string }>(
    `(select last_seq from batch where last_seq > $1 and last_seq <= $2 order by last_seq desc limit 1)
     union all (select last_seq from batch where last_seq > $2 order by last_seq limit 1) limit 1`,
    [after, seq],
  );
  return Number(rows[0]?.last_seq ?? seq);
}

/** When the batch after this seq was received (epoch ms). Throws where there is none. */
async function receivedAfter(pool: Pool, seq: number): Promise<number> {
  const { rows } = await pool.query<{ ms: string }>(
    `select (extract(epoch from received_at) * 1000)::bigint as ms from batch
     where first_seq > $1 order by first_seq limit 1`,
    [seq],
  );
  if (!rows[0]) throw new Error(`there is no batch after seq ${seq}`);
  return Number(rows[0].ms);
}

/** Of the days that are long over at `now` (epoch ms) only the last snapshot stays; never removes a base. */
export async function thinOut(pool: Pick<Pool, 'query'>, now: number): Promise<void> {
  await pool.query(
    `delete from snapshot s where not base and at < $1 and exists (
       select from snapshot o where o.fold_version = s.fold_version and o.seq > s.seq
         and date_trunc('day', o.at at time zone 'Asia/Ho_Chi_Minh') = date_trunc('day', s.at at time zone 'Asia/Ho_Chi_Minh'))`,
    [new Date(now - KEEP_ALL_DAYS * DAY_MS).toISOString()],
  );
}
