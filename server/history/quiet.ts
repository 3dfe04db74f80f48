// Stretches of a replay in which nothing happens: what is skipped, and what never is.
import type { Pool } from 'pg';
import { shownPriority, stateOf } from '../../shared/alarm/occurrence.ts';
import { type Model, writtenTypes } from '../../shared/model.ts';
import { SECOND_MS } from '../../shared/time.ts';
import type { Position } from './rows.ts';
import { instantOf } from './rows.ts';
import { type Around, widening } from './steps.ts';

/** Longer ones are skipped. */
export const QUIET_MS = 30 * SECOND_MS;
/** What is left of one, in real time. */
export const REMAINS_MS = SECOND_MS;

/** What only says that somebody is there: no figure on a screen moves by it. */
const SIGNS_OF_LIFE = ['feed.heartbeat', 'feed.counted', 'endpoint.heartbeat', 'endpoint.quality'];
/** Of what the server says of itself most is kept for readers only, and folded by nobody. */
const FOLDED_AUDIT = ['audit.server_started', ...Object.keys(writtenTypes).filter((type) => type.startsWith('audit.'))];

/** The instant (epoch ms) of the next event after a position that is more than a sign of life; null: none up to `to`. */
export async function nextLively(
  pool: Pool,
  { as, at, pinned, from, to }: Around,
  { seq }: Position,
): Promise<number | null> {
  const lively = `type <> all($2) and (type not like 'audit.%' or type = any($3))`;
  const values = [pinned, SIGNS_OF_LIFE, FOLDED_AUDIT];
  const one = (rows: readonly { ms: string | null }[]): number | null =>
    rows[0]?.ms == null ? null : Number(rows[0].ms);
  if (as === 'then') {
    const { rows } = await pool.query<{ ms: string | null }>(
      `select (extract(epoch from received_at) * 1000)::bigint as ms from log
       where seq > $4 and seq <= $1 and ${lively} order by seq limit 1`,
      [...values, seq],
    );
    const found = one(rows);
    return found === null || found > to ? null : found;
  }
  return widening({ at, from, to }, false, async (low, high) => {
    const { rows } = await pool.query<{ ms: string | null }>(
      `select (extract(epoch from min(time)) * 1000)::bigint as ms from log
       where seq <= $1 and time > $4 and time <= $5 and ${lively}`,
      [...values, instantOf(low), instantOf(high)],
    );
    return one(rows);
  });
}

/** Does an alarm of the highest priority stand that nobody has acknowledged? While it does nothing is skipped. */
export function isCritical({ alarms }: Model): boolean {
  for (const o of alarms.open.values()) if (shownPriority(o) === 'P1' && stateOf(o) === 'active_unack') return true;
  return false;
}
