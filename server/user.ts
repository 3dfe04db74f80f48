// `npm run user -- reset NAME`: on the database the server uses.
import pg from 'pg';
import { pino } from 'pino';
import { runUserCommand } from './auth/user-cli.ts';
import { openDatabase } from './database.ts';
import { APP_ROLE_OPTIONS } from './database-role.ts';
import { readSettings } from './env.ts';

async function main(): Promise<number> {
  const database = await openDatabase({ ...readSettings(process.env), clock: null }, pino({ level: 'silent' }));
  const pool = new pg.Pool({ connectionString: database.ownerUrl, options: APP_ROLE_OPTIONS, max: 1 });
  try {
    return await runUserCommand(
      pool,
      process.argv.slice(2),
      (line) => process.stdout.write(`${line}\n`),
      (line) => process.stderr.write(`${line}\n`),
    );
  } finally {
    await pool.end();
    await database.stop();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`user: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
