// Accounts made without an administrator at a screen: the first one, the demo's, and the way back in.
import type { Pool } from 'pg';
import type { Role } from './permissions.ts';
import { endSessions, findUser, insertUser, lockAdmins, updateUser } from './queries.ts';
import { hashPassword, newPassword } from './secrets.ts';
import { inTransaction } from './transaction.ts';

/** Creates `admin` while there is no administrator. Returns a random password that nobody has seen yet, else null. */
export async function ensureAdmin(pool: Pool, given: string | null): Promise<string | null> {
  const password = given ?? newPassword();
  return inTransaction(pool, async (client) => {
    if ((await lockAdmins(client)).length > 0) return null;
    const hash = await hashPassword(password);
    const old = await findUser(client, 'admin');
    if (old) await updateUser(client, old.id, { hash, role: 'admin' });
    else await insertUser(client, { username: 'admin', hash, role: 'admin', by: null });
    return given === null ? password : null;
  });
}

/** Makes the account, or gives an existing one this password and role. */
export async function putUser(
  pool: Pool,
  username: string,
  password: string,
  role: Exclude<Role, 'wall'>,
): Promise<void> {
  const hash = await hashPassword(password);
  await inTransaction(pool, async (client) => {
    const old = await findUser(client, username);
    if (!old) await insertUser(client, { username, hash, role, by: null });
    else await updateUser(client, old.id, old.role === role ? { hash } : { hash, role });
  });
}

/** A new random password for a locked-out person; every session of theirs ends. Null when there is no such person. */
export async function resetPassword(pool: Pool, name: string): Promise<string | null> {
  const username = name.trim().toLowerCase();
  const password = newPassword();
  const hash = await hashPassword(password);
  return inTransaction(pool, async (client) => {
    const user = await findUser(client, username);
    if (!user) return null;
    await updateUser(client, user.id, { hash });
    await endSessions(client, { userId: user.id, except: null });
    return password;
  });
}
