// Where a step leads: to the instant of the next or the last event, alarm, or change of an endpoint. Steps go by instants:
// what stands at the same one (a batch, as known then) is one step.
import type { Pool } from 'pg';
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts';
import { seqReceivedBy } from '../fold.ts';
import { changesOf, PRESENCE_TYPES, type PresenceRow } from './endpoint-changes.ts';
import type { Step, Truth } from './protocol.ts';
import { instantOf } from './rows.ts';

/** `at`: where one stands; [from, to]: the replay's range; `pinned`: its end of the log. Instants in epoch ms. */
export type Around = Readonly<{ as: Truth; at: number; pinned: number; from: number; to: number }>;

/** The instant (epoch ms) of the step; null where [from, to] has none. */
export async function stepTarget(pool: Pool, around: Around, step: Step): Promise<number | null> {
  const found =
    step.to === 'event'
      ? await nextEvent(pool, around, step.back ?? false)
      : step.to === 'alarm'
        ? await nextAlarm(pool, around, step.back ?? false, step.subject ?? null)
        : await nextChange(pool, around, step.back ?? false, step.subject ?? '');
  return found !== null && found >= around.from && found <= around.to ? found : null;
}

type Found = { ms: string | null };
const msOf = (rows: readonly Found[]): number | null => (rows[0]?.ms == null ? null : Number(rows[0].ms));
const MS = (column: string): string => `(extract(epoch from ${column}) * 1000)::bigint`;

/** Asks for more and more of the time before or behind `at`, so that a near answer costs little; null: there is none. */
export async function widening<T>(
  { at, from, to }: Pick<Around, 'at' | 'from' | 'to'>,
  back: boolean,
  ask: (low: number, high: number) => Promise<T | null>,
): Promise<T | null> {
  for (let width = MINUTE_MS; ; width = width < HOUR_MS ? width * 10 : Number.POSITIVE_INFINITY) {
    const [low, high] = back ? [Math.max(from, at - width), at] : [at, Math.min(to, at + width)];
    const found = await ask(low, high);
    if (found !== null || (back ? low <= from : high >= to)) return found;
  }
}

async function nextEvent(pool: Pool, { as, at, pinned, from, to }: Around, back: boolean): Promise<number | null> {
  if (as === 'then') {
    const { rows } = await pool.query<Found>(
      `select ${MS('received_at')} as ms from batch where received_at ${back ? '<' : '>'} $1 and first_seq <= $2
       order by received_at ${back ? 'desc' : 'asc'} limit 1`,
      [instantOf(at), pinned],
    );
    return msOf(rows);
  }
  return widening({ at, from, to }, back, async (low, high) => {
    const { rows } = await pool.query<Found>(
      `select ${MS(back ? 'max(time)' : 'min(time)')} as ms from log
       where seq <= $1 and time ${back ? '>=' : '>'} $2 and time ${back ? '<' : '<='} $3`,
      [pinned, instantOf(low), instantOf(high)],
    );
    return msOf(rows);
  });
}

/** An alarm raised or risen; of an occurrence, whatever happened to it. Along the index of the alarm events. */
async function nextAlarm(
  pool: Pool,
  { as, at, pinned, from, to }: Around,
  back: boolean,
  occurrence: string | null,
): Promise<number | null> {
  const which = `type like 'alarm.%' and seq <= $1
    and case when $2::text is null then type in ('alarm.raised', 'alarm.rose') else subject = $2 end`;
  const way = back ? 'desc' : 'asc';
  if (as === 'then') {
    const known = await seqReceivedBy(pool, back ? at - 1 : at);
    const { rows } = await pool.query<Found>(
      `select ${MS('received_at')} as ms from log where ${which} and seq ${back ? '<=' : '>'} $3 order by seq ${way} limit 1`,
      [pinned, occurrence, known],
    );
    return msOf(rows);
  }
  const { rows } = await pool.query<Found>(
    `select ${MS('time')} as ms from log
     where ${which} and time ${back ? '<' : '>'} $3 and time >= $4 and time <= $5 order by time ${way} limit 1`,
    [pinned, occurrence, instantOf(at), instantOf(from), instantOf(to)],
  );
  return msOf(rows);
}

const ROWS_AT_ONCE = 500;

async function nextChange(pool: Pool, around: Around, back: boolean, endpoint: string): Promise<number | null> {
  const { at, to } = around;
  // What it was before: enough of the past to know the state at `at`.
  let past = await presence(pool, around, endpoint, 'past', 0);
  if (!back) {
    const rows = past.toReversed();
    for (let read = 0; ; ) {
      const more = await presence(pool, around, endpoint, 'future', read);
      read += more.length;
      rows.push(...more);
      const isAll = more.length < ROWS_AT_ONCE;
      const found = changesOf(rows, isAll ? to : (rows.at(-1)?.foldAt ?? at)).find((change) => change > at);
      if (found !== undefined || isAll) return found ?? null;
    }
  }
  for (;;) {
    const changes = changesOf(past.toReversed(), at);
    const isAll = past.length % ROWS_AT_ONCE !== 0 || past.length === 0;
    // The first row of some is a change only because nothing is known before it.
    const found = (isAll ? changes : changes.slice(1)).findLast((change) => change < at);
    if (found !== undefined || isAll) return found ?? null;
    const more = await presence(pool, around, endpoint, 'past', past.length);
    if (more.length === 0) return changes.findLast((change) => change < at) ?? null;
    past = [...past, ...more];
  }
}

/** Presence of an endpoint known by `at`, newest first, or what comes behind, oldest first; `skip`: how many are known. */
async function presence(
  pool: Pool,
  { as, at, pinned, from, to }: Around,
  endpoint: string,
  side: 'past' | 'future',
  skip: number,
): Promise<PresenceRow[]> {
  const past = side === 'past';
  const columns = `${MS('received_at')} as received, ${MS('time')} as time, type`;
  const which = `seq <= $1 and subject = $2 and type = any($3)`;
  const values: unknown[] = [pinned, endpoint, PRESENCE_TYPES, skip];
  const limits = `offset $4 limit ${ROWS_AT_ONCE}`;
  const way = past ? 'desc' : 'asc';
  let text: string;
  if (as === 'then') {
    const [first, known, last] = await Promise.all(
      [from - DAY_BEFORE_MS, at, to].map((one) => seqReceivedBy(pool, one)),
    );
    text = `select ${columns} from log where ${which} and seq > $5 and seq <= $6 order by seq ${way} ${limits}`;
    values.push(past ? first : known, past ? known : last);
  } else {
    text = `select ${columns} from log where ${which} and time ${past ? '>=' : '>'} $5 and time <= $6
            order by time ${way}, seq ${way} ${limits}`;
    values.push(instantOf(past ? from - DAY_BEFORE_MS : at), instantOf(past ? at : to));
  }
  const { rows } = await pool.query<{ received: string; time: string; type: string }>(text, values);
  return rows.map(({ received, time, type }) => ({
    foldAt: Number(as === 'then' ? received : time),
    time: Number(time),
    type,
  }));
}

/** So far before a range its endpoints' states are looked for. */
const DAY_BEFORE_MS = 24 * HOUR_MS;
