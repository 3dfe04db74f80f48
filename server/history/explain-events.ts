// The events that put the members of a figure there. The log has no index on what events are about, and will not get one:
// it would slow every event that comes in. The model knows their seqs, or when they happened.
import type { PoolClient } from 'pg';
import type { LogEvent } from '../../shared/event.ts';
import type { Trace } from '../../shared/explain/figure.ts';
import { MINUTE_MS } from '../../shared/time.ts';
import { ROW_COLUMNS, type StoredRow, toEvent } from '../log-rows.ts';
import { limited } from './limited.ts';
import type { Truth } from './protocol.ts';

/** What may be known: nothing beyond `seq`, and as known now nothing that happened after `at` (epoch ms). */
export type Horizon = Readonly<{ seq: number; at: number; as: Truth }>;

type Traced = Readonly<{ id: string; trace: Trace }>;

/** For all of them together, and each of the two ways. A member whose events are not found by then comes without. */
const LIMIT_MS = 1_500;
/** Of one member the newest are told. */
const MOST_EVENTS = 20;
/** Spans nearer together than this are read as one: the index on time knows blocks of rows, not rows. */
const NEAR_MS = 10 * MINUTE_MS;
const MOST_SPANS = 64;

/** By the place of the member: its events in the order of seq. */
export async function eventsOf(
  client: PoolClient,
  members: readonly Traced[],
  horizon: Horizon,
): Promise<readonly (readonly LogEvent[])[]> {
  const found = new Map<number, LogEvent>();
  for (const row of await bySeq(client, members, horizon)) found.set(Number(row.seq), toEvent(row));
  const dated = new Map<string, LogEvent[]>();
  for (const row of await byTime(client, members, horizon)) {
    const event = toEvent(row);
    const subject = event.subject ?? '';
    dated.set(subject, [...(dated.get(subject) ?? []), event]);
  }
  return members.map(({ id, trace }) => {
    const events = new Map<number, LogEvent>();
    for (const seq of trace.seqs) {
      const event = found.get(seq);
      if (event) events.set(seq, event);
    }
    for (const event of dated.get(id) ?? [])
      if (trace.spans.some(([from, to]) => event.time >= from && event.time < to)) events.set(event.seq, event);
    return [...events.values()].sort((a, b) => a.seq - b.seq).slice(-MOST_EVENTS);
  });
}

async function bySeq(client: PoolClient, members: readonly Traced[], { seq }: Horizon): Promise<readonly StoredRow[]> {
  const seqs = [...new Set(members.flatMap(({ trace }) => trace.seqs.slice(-MOST_EVENTS)))].filter((one) => one <= seq);
  if (seqs.length === 0) return [];
  const [first, last] = [Math.min(...seqs), Math.max(...seqs)];
  // The instants choose the chunks; of a plain table they cost nothing.
  const rows = await limited<StoredRow>(client, LIMIT_MS, {
    text: `select ${ROW_COLUMNS} from log where seq = any($1::bigint[])
             and received_at >= (select received_at from batch where last_seq >= $2 order by last_seq limit 1)
             and received_at <= (select received_at from batch where last_seq >= $3 order by last_seq limit 1)`,
    values: [seqs, first, last],
  });
  return rows ?? [];
}

async function byTime(client: PoolClient, members: readonly Traced[], horizon: Horizon): Promise<readonly StoredRow[]> {
  const { seq, at, as } = horizon;
  const spans = members.flatMap(({ id, trace }) => trace.spans.map((span) => ({ id, span })));
  if (spans.length === 0) return [];
  const iso = (instant: number): string => new Date(instant).toISOString();
  const until = (to: number): string => iso(as === 'now' ? Math.min(to, at + 1) : to);
  const values: unknown[] = [
    seq,
    spans.map(({ id }) => id),
    spans.map(({ span }) => iso(span[0])),
    spans.map(({ span }) => until(span[1])),
  ];
  const ranges = together(spans.map(({ span }) => span)).map(([from, to]) => {
    values.push(iso(from), until(to));
    return `(log.time >= $${values.length - 1} and log.time < $${values.length})`;
  });
  const rows = await limited<StoredRow>(client, LIMIT_MS, {
    text: `select ${ROW_COLUMNS} from log
           where (${ranges.join(' or ')}) and seq <= $1 and exists (
             select from unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) as asked (about, since, until)
             where about = log.subject and log.time >= since and log.time < until)
           order by seq limit 20000`,
    values,
  });
  return rows ?? [];
}

/** Spans in few pieces that cover them all: near ones become one, and the nearest of too many. */
export function together(spans: Trace['spans']): [from: number, to: number][] {
  const sorted = spans.map(([from, to]): [number, number] => [from, to]).sort((a, b) => a[0] - b[0]);
  for (let near = NEAR_MS; ; near *= 4) {
    const pieces: [number, number][] = [];
    for (const [from, to] of sorted) {
      const last = pieces.at(-1);
      if (last && from - last[1] < near) last[1] = Math.max(last[1], to);
      else pieces.push([from, to]);
    }
    if (pieces.length <= MOST_SPANS) return pieces;
  }
}
