// `npm run user -- reset NAME`: a new password for a locked-out person, printed once.
import type { Pool } from 'pg';
import { resetPassword } from './accounts.ts';

const USAGE = 'usage: npm run user -- reset NAME';

/**
 * Runs the command on a connected pool and returns the exit code. `print` gets the one line with the new password,
 * `complain` what was wrong. Sessions of that person end within a second on every running server.
 */
export async function runUserCommand(
  pool: Pool,
  args: readonly string[],
  print: (line: string) => void,
  complain: (line: string) => void,
): Promise<number> {
  const [command, name, ...rest] = args;
  if (command !== 'reset' || !name || rest.length > 0) {
    complain(USAGE);
    return 2;
  }
  const password = await resetPassword(pool, name);
  if (password === null) {
    complain(`no such user: ${name}`);
    return 1;
  }
  print(`new password for ${name}: ${password}`);
  return 0;
}
