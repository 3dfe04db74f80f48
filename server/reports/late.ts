// What came late: sent events received more than a minute after their own time, by source, and the latest of them.
import type { PoolClient } from 'pg';
import { shownSubject } from '../../shared/mask.ts';
import { IS_LATE } from '../history/day-rows.ts';

const SHOWN = 10;

export type LateSource = Readonly<{ source: string; count: number; medianMs: number; longestMs: number }>;
export type LateEvent = Readonly<{
  seq: number;
  type: string;
  /** a dossier by its last four digits */
  subject: string;
  source: string;
  time: number;
  lagMs: number;
}>;
export type Late = Readonly<{ count: number; sources: readonly LateSource[]; longest: readonly LateEvent[] }>;

/** `seqs`: received in (after, last]. `times`: dated in [from, to), epoch ms, and known up to `seq`. */
export type LateRange =
  | Readonly<{ seqs: readonly [number, number] }>
  | Readonly<{ times: readonly [number, number]; seq: number }>;

export async function lateOf(client: PoolClient, range: LateRange): Promise<Late> {
  const [where, values] =
    'seqs' in range
      ? ['seq > $1 and seq <= $2', [...range.seqs]]
      : ['time >= $1 and time < $2 and seq <= $3', [...range.times.map((at) => new Date(at).toISOString()), range.seq]];
  const { rows } = await client.query<{ source: string; count: string; median: string; longest: string }>(
    `select source, count(*) as count, max(lag) as longest, percentile_disc(0.5) within group (order by lag) as median
     from (select source, (extract(epoch from received_at - time) * 1000)::bigint as lag from log where ${where} and ${IS_LATE}) late
     group by source order by count(*) desc, source`,
    values,
  );
  const { rows: longest } = await client.query<{
    seq: string;
    type: string;
    subject: string | null;
    source: string;
    time: string;
    lag: string;
  }>(
    `select seq, type, subject, source, (extract(epoch from time) * 1000)::bigint as time,
       (extract(epoch from received_at - time) * 1000)::bigint as lag
     from log where ${where} and ${IS_LATE} order by received_at - time desc, seq limit ${SHOWN}`,
    values,
  );
  const sources = rows.map(({ source, count, median, longest }) => ({
    source,
    count: Number(count),
    medianMs: Number(median),
    longestMs: Number(longest),
  }));
  return {
    count: sources.reduce((sum, { count }) => sum + count, 0),
    sources,
    longest: longest.map(({ seq, type, subject, source, time, lag }) => ({
      seq: Number(seq),
      type,
      subject: shownSubject(type, subject ?? ''),
      source,
      time: Number(time),
      lagMs: Number(lag),
    })),
  };
}
