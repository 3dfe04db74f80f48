// The database of a server: embedded or given, migrated by its owner, and what it was made to be.
import pg from 'pg';
import type { Logger } from 'pino';
import { startEmbedded } from '../db/embedded.ts';
import { migrate } from '../db/migrate.ts';
import type { Settings } from './env.ts';

export type Database = Readonly<{
  /** The owner's; the server itself connects as ioc_app. */
  ownerUrl: string;
  exercise: boolean;
  /** Brings the embedded server up again when it has gone; nothing to do for a given one. */
  ensure: () => Promise<void>;
  /** Stops the embedded server if this process is its last user. */
  stop: () => Promise<void>;
}>;

/** Opens, migrates and checks the database. Throws an Error with one line that says what is wrong. */
export async function openDatabase(settings: Settings, log: Logger): Promise<Database> {
  const line = (text: string): void => log.info(text);
  const embedded = settings.databaseUrl === null ? await startEmbedded(settings.dataDir, { log: line }) : null;
  const ownerUrl = settings.databaseUrl ?? (embedded?.url as string);
  try {
    await migrate(ownerUrl, { log: line });
    const exercise = await settleExercise(ownerUrl, settings.clock);
    return {
      ownerUrl,
      exercise,
      ensure: embedded?.ensure ?? (() => Promise.resolve()),
      stop: embedded?.stop ?? (() => Promise.resolve()),
    };
  } catch (error) {
    await embedded?.stop();
    const { code, message } = error as { code?: unknown; message?: unknown };
    if (settings.databaseUrl !== null && /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|28|3D)/.test(String(code)))
      throw new Error(`DATABASE_URL: ${message || code}`);
    throw error;
  }
}

/** An exercise is a property of the database from its making on; a start that contradicts it is refused. */
async function settleExercise(ownerUrl: string, wanted: 'real' | 'exercise' | null): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('insert into database_meta (exercise) values ($1) on conflict do nothing', [
      wanted === 'exercise',
    ]);
    const { rows } = await client.query<{ exercise: boolean }>('select exercise from database_meta');
    const exercise = rows[0]?.exercise ?? false;
    if (wanted !== null && exercise !== (wanted === 'exercise'))
      throw new Error(
        `IOC_CLOCK: this database was made ${exercise ? 'as an exercise' : 'for real events'} and stays so; use another DATA_DIR or DATABASE_URL for ${wanted}`,
      );
    return exercise;
  } finally {
    await client.end();
  }
}
