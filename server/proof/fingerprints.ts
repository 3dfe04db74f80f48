// Every query on the fingerprints: the hashes of views that were really shown, or given away in a link.
import type pg from 'pg';
import { FOLD_VERSION } from '../../shared/model.ts';
import { dayNumber, dayStart } from '../../shared/time.ts';
import type { Truth } from '../history/protocol.ts';

type Query = Pick<pg.ClientBase, 'query'>;

/** `minute` and `alarm`: published by the live server; `link`: somebody made a permalink to it. */
export type Why = 'minute' | 'alarm' | 'link';
/** `at`: epoch ms; `hash`: of the view, lower-case hex. */
export type Fingerprint = Readonly<{ seq: number; at: number; truth: Truth; hash: string }>;

const text = (at: number): string => new Date(at).toISOString();

/** Stores one of this program's fold version; what stands there already stays. */
export async function keepFingerprint(client: Query, { seq, at, truth, hash }: Fingerprint, why: Why): Promise<void> {
  await client.query({
    name: 'keep-fingerprint',
    text: `insert into fingerprint (seq, at, fold_version, truth, hash, why) values ($1, $2, $3, $4, $5, $6)
           on conflict do nothing`,
    values: [seq, text(at), FOLD_VERSION, truth, hash, why],
  });
}

/** What was recorded for exactly this pair: of this fold version, else of the newest there is; null: nothing. */
export async function recordedFor(
  client: Query,
  { seq, at, truth }: Omit<Fingerprint, 'hash'>,
): Promise<{ hash: string; foldVersion: string } | null> {
  const { rows } = await client.query<{ hash: string; fold_version: string }>(
    `select hash, fold_version from fingerprint where seq = $1 and at = $2 and truth = $3
     order by fold_version = $4 desc, length(fold_version) desc, fold_version desc limit 1`,
    [seq, text(at), truth, FOLD_VERSION],
  );
  return rows[0] ? { hash: rows[0].hash, foldVersion: rows[0].fold_version } : null;
}

/** Those of a local day (by number) by (seq, at), of this fold version; `otherVersion`: how many of others there are. */
export async function fingerprintsOf(
  client: Query,
  day: number,
): Promise<{ ours: Fingerprint[]; otherVersion: number }> {
  const { rows } = await client.query<{ seq: string; ms: string; truth: Truth; hash: string; ours: boolean }>(
    `select seq, (extract(epoch from at) * 1000)::bigint as ms, truth, hash, fold_version = $3 as ours from fingerprint
     where at >= $1 and at < $2 order by seq, at`,
    [...rangeOf(day), FOLD_VERSION],
  );
  const ours = rows
    .filter((row) => row.ours)
    .map(({ seq, ms, truth, hash }) => ({ seq: Number(seq), at: Number(ms), truth, hash }));
  return { ours, otherVersion: rows.length - ours.length };
}

/** How many are stored of a local day, of whatever fold version. */
export async function countFingerprints(client: Query, day: number): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    'select count(*)::int as n from fingerprint where at >= $1 and at < $2',
    rangeOf(day),
  );
  return rows[0]?.n ?? 0;
}

/** The first local day in [from, to) that has any; null: none. */
export async function firstDayWithAny(client: Query, from: number, to: number): Promise<number | null> {
  const { rows } = await client.query<{ ms: string | null }>(
    'select (extract(epoch from min(at)) * 1000)::bigint as ms from fingerprint where at >= $1 and at < $2',
    [text(dayStart(from)), text(dayStart(to))],
  );
  return rows[0]?.ms == null ? null : dayNumber(Number(rows[0].ms));
}

const rangeOf = (day: number): string[] => [text(dayStart(day)), text(dayStart(day + 1))];
