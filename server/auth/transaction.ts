// Changes of accounts run one after another: each holds the version row from its beginning, so that none waits for
// a row that the other holds.
import type { Pool, PoolClient } from 'pg';

/** Runs `work` in one transaction; rolled back when it throws. The audit entry is written inside: no change without it. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    await client.query('select n from credential_version for update');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
