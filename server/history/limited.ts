// A query that may not take longer than it is worth.
import type { PoolClient, QueryResultRow } from 'pg';

const CANCELLED = '57014';

/** Its rows, read in a transaction of its own; null where it took longer than `limitMs`. */
export async function limited<R extends QueryResultRow>(
  client: PoolClient,
  limitMs: number,
  query: Readonly<{ name?: string; text: string; values: unknown[] }>,
): Promise<readonly R[] | null> {
  await client.query('begin read only');
  try {
    await client.query(`set local statement_timeout = ${Math.ceil(limitMs)}`);
    return (await client.query<R>(query)).rows;
  } catch (error) {
    if ((error as { code?: unknown }).code !== CANCELLED) throw error;
    return null;
  } finally {
    await client.query('rollback').catch(() => {});
  }
}
