// A fresh, migrated database for a test file: on the run's embedded cluster, or on TEST_DATABASE_URL in the project db-timescale.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { migrate } from '../../db/migrate.ts';

export type TestDatabase = Readonly<{ url: string; drop: () => Promise<void> }>;

/** Is this file being run against TEST_DATABASE_URL? */
export const onTimescale = process.env.IOC_TEST_DB === 'timescale';

const serverUrl = (): string => {
  if (!onTimescale) return inject('embeddedUrl');
  const url = process.env.TEST_DATABASE_URL ?? '';
  if (url === '') throw new Error('TEST_DATABASE_URL is not set');
  return url;
};

async function asOwner(use: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

/** So long a connection that is being ended may take to be gone. */
const LEAVING_MS = 500;

/**
 * Ends connections that are still open. Those that are just being ended are let go first: a client that is told meanwhile
 * that it was terminated has nobody left to tell.
 */
const drop = (name: string): Promise<void> =>
  asOwner(async (client) => {
    const isInUse = async (): Promise<boolean> => {
      const { rowCount } = await client.query(
        `select from pg_stat_activity where datname = $1 and backend_type = 'client backend'`,
        [name],
      );
      return rowCount !== 0;
    };
    for (const until = Date.now() + LEAVING_MS; Date.now() < until && (await isInUse()); )
      await new Promise((resolve) => setTimeout(resolve, 10));
    await client.query(`drop database if exists ${name} with (force)`);
  });

/** An empty database without our schema. */
export const emptyDatabase = async (): Promise<TestDatabase> => {
  const name = `test_${randomBytes(8).toString('hex')}`;
  // template0: a template that a background worker of TimescaleDB is connected to cannot be copied.
  await asOwner((client) => client.query(`create database ${name} template template0`));
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => drop(name) };
};

/** Owner's URL of a new database with our schema. */
export const freshDatabase = async (): Promise<TestDatabase> => {
  const database = await emptyDatabase();
  try {
    await migrate(database.url);
    return database;
  } catch (error) {
    await database.drop();
    throw error;
  }
};
