// Small reads of the log for the routes.
import type { Pool } from 'pg';
import type { StorableEvent } from './log-rows.ts';

/** How many of these rows are duplicates: the log has them already, or one before them is the same. */
export async function countKnown(pool: Pool, rows: readonly StorableEvent[]): Promise<number> {
  if (rows.length === 0) return 0;
  const keys = new Set(rows.map((row) => row.key));
  const { rows: found } = await pool.query<{ known: string }>(
    'select count(*) as known from identity where key = any($1::uuid[])',
    [[...keys]],
  );
  return rows.length - keys.size + Number(found[0]?.known ?? 0);
}

/** The instant (epoch ms) up to which the log has been pruned; null: never. */
export async function prunedUntil(pool: Pool): Promise<number | null> {
  const { rows } = await pool.query<{ pruned_until: Date | null }>('select pruned_until from database_meta');
  return rows[0]?.pruned_until?.getTime() ?? null;
}
