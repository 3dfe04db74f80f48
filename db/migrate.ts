// Runs the numbered SQL files of db/migrations: in order, one transaction each, under an advisory lock, never a changed file.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

type Migration = Readonly<{ number: number; name: string; sha256: string; sql: string }>;
type AppliedRow = { number: number; name: string; sha256: string };
export type MigrateOptions = Readonly<{
  /** Folder of the files; default: beside this file, or db/migrations beside the folder of a built bundle. */
  directory?: string;
  log?: (line: string) => void;
}>;

/** Any number, the same in every version of the program. */
const lockKey = 4_915_662_073;

const findDirectory = (): string => {
  const places = ['./migrations', '../db/migrations', '../../db/migrations'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  const found = places.find(existsSync);
  if (found === undefined) throw new Error(`no migrations found in ${places.join(', ')}`);
  return found;
};

const readMigrations = (directory: string): readonly Migration[] => {
  const files = readdirSync(directory).filter((file) => file.endsWith('.sql'));
  const migrations = files.map((file) => {
    const match = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file);
    if (match === null) throw new Error(`migration ${file}: the name must be NNNN_name.sql`);
    // A checkout may turn line ends; that is not a change.
    const sql = readFileSync(join(directory, file), 'utf8').replaceAll('\r\n', '\n');
    return { number: Number(match[1]), name: file, sha256: createHash('sha256').update(sql).digest('hex'), sql };
  });
  migrations.sort((a, b) => a.number - b.number);
  migrations.forEach((migration, index) => {
    const before = migrations[index - 1];
    if (before?.number === migration.number)
      throw new Error(`migrations ${before.name} and ${migration.name} have the same number`);
  });
  return migrations;
};

const check = (migrations: readonly Migration[], applied: readonly AppliedRow[]): void => {
  for (const row of applied) {
    const file = migrations.find(({ number }) => number === row.number);
    if (file === undefined)
      throw new Error(
        `the database has migration ${row.name}, which this program does not know: it was made by a newer version`,
      );
    if (file.sha256 !== row.sha256)
      throw new Error(`migration ${file.name} was changed after it had run on this database (as ${row.name})`);
  }
  const last = applied.at(-1)?.number ?? 0;
  const late = migrations.find(({ number }) => number < last && !applied.some((row) => row.number === number));
  if (late !== undefined)
    throw new Error(`migration ${late.name} came after a later one had run on this database: give it the next number`);
};

const connect = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {}); // The query that follows fails and says so.
  await client.connect();
  return client;
};

/** On a connection of its own: where the library is not preloaded, PostgreSQL ends the connection. Without it the schema works on plain tables. */
const offerTimescale = async (url: string, log: (line: string) => void): Promise<void> => {
  const client = await connect(url);
  try {
    const { rowCount } = await client.query(
      "select from pg_available_extensions where name = 'timescaledb' and installed_version is null",
    );
    if (rowCount !== 0) await client.query('create extension if not exists timescaledb');
  } catch (error) {
    log(`TimescaleDB is there but cannot be used, plain tables instead: ${(error as Error).message}`);
  } finally {
    await client.end().catch(() => {});
  }
};

const run = async (client: pg.Client, migration: Migration): Promise<void> => {
  try {
    await client.query('begin');
    await client.query(migration.sql);
    await client.query('insert into schema_migration (number, name, sha256) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.sha256,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    const { message, position } = error as { message: string; position?: string };
    const line = position === undefined ? '' : ` (line ${migration.sql.slice(0, Number(position)).split('\n').length})`;
    throw new Error(`migration ${migration.name} failed${line}: ${message}`, { cause: error });
  }
};

/**
 * Brings the database at `ownerUrl` to the schema of this program; a second process waits for the first. Creates the extension timescaledb where
 * the server has it. Throws with one line when a file that ran was changed, and when the database is newer than the program.
 */
export const migrate = async (
  ownerUrl: string,
  options: MigrateOptions = {},
): Promise<{ applied: readonly string[] }> => {
  const migrations = readMigrations(options.directory ?? findDirectory());
  const client = await connect(ownerUrl);
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await offerTimescale(ownerUrl, options.log ?? (() => {}));
    await client.query(
      `create table if not exists schema_migration (
        number integer primary key,
        name text not null,
        sha256 text not null,
        applied_at timestamptz not null default now()
      )`,
    );
    const { rows } = await client.query<AppliedRow>(
      'select number, name, sha256 from schema_migration order by number',
    );
    check(migrations, rows);
    const applied: string[] = [];
    for (const migration of migrations.filter(({ number }) => !rows.some((row) => row.number === number))) {
      await run(client, migration);
      applied.push(migration.name);
    }
    return { applied };
  } finally {
    await client.end().catch(() => {});
  }
};

/** Does this database have the extension (hypertables, `time_bucket`, `drop_chunks`)? */
export const hasTimescale = async (client: Pick<pg.Client, 'query'>): Promise<boolean> =>
  (await client.query("select from pg_extension where extname = 'timescaledb'")).rowCount === 1;
