// Every query on the account tables, one operation a function. Instants are epoch milliseconds.
import type { Pool, PoolClient } from 'pg';
import type { Role } from './permissions.ts';

export type Db = Pick<Pool | PoolClient, 'query'>;

const ms = (value: Date): number => value.getTime();
const at = (instant: number): Date => new Date(instant);

export type UserRow = Readonly<{ id: string; username: string; role: Exclude<Role, 'wall'>; createdAt: number }>;
export type WallRow = Readonly<{ id: string; name: string; createdAt: number; expiresAt: number; claimed: boolean }>;
export type KeyRow = Readonly<{ id: string; name: string; sources: string[]; types: string[]; createdAt: number }>;
export type CredentialRow = Readonly<{
  id: string;
  hash: Buffer;
  kind: 'user' | 'wall';
  ownerId: string;
  name: string;
  role: Role;
  expiresAt: number;
}>;

export async function credentialVersion(db: Db): Promise<string> {
  const { rows } = await db.query<{ n: string }>('select n::text from credential_version');
  return rows[0]?.n ?? '';
}

/** Everything that can open a door now: sessions of users, tokens of walls. */
export async function readCredentials(db: Db, now: number): Promise<CredentialRow[]> {
  const { rows } = await db.query<Omit<CredentialRow, 'expiresAt'> & { expires_at: Date; owner_id: string }>(
    `select s.id, s.token_hash as hash, 'user' as kind, u.id as owner_id, u.username as name, u.role, s.expires_at
       from sessions s join users u on u.id = s.user_id where s.expires_at > $1
     union all
     select id, token_hash, 'wall', id, name, 'wall', expires_at from walls where token_hash is not null and expires_at > $1`,
    [at(now)],
  );
  return rows.map((row) => ({ ...row, ownerId: row.owner_id, expiresAt: ms(row.expires_at) }));
}

export async function readKeys(db: Db): Promise<(KeyRow & { hash: Buffer })[]> {
  const { rows } = await db.query<KeyRow & { hash: Buffer; created_at: Date }>(
    'select id, name, sources, types, created_at, key_hash as hash from source_keys order by created_at, id',
  );
  return rows.map(({ created_at, ...row }) => ({ ...row, createdAt: ms(created_at) }));
}

export async function insertKey(
  db: Db,
  key: { name: string; hash: Buffer; sources: string[]; types: string[]; by: string },
): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    'insert into source_keys (name, key_hash, sources, types, created_by) values ($1, $2, $3, $4, $5) returning id',
    [key.name, key.hash, key.sources, key.types, key.by],
  );
  return rows[0]?.id ?? '';
}

/** Deletes one row by id and returns the given column of it; null when there was none. */
export async function removeById(db: Db, table: 'users' | 'walls' | 'source_keys', id: string): Promise<string | null> {
  const column = table === 'users' ? 'username' : 'name';
  const { rows } = await db.query<{ name: string }>(`delete from ${table} where id = $1 returning ${column} as name`, [
    id,
  ]);
  return rows[0]?.name ?? null;
}

export async function listUsers(db: Db): Promise<UserRow[]> {
  const { rows } = await db.query<UserRow & { created_at: Date }>(
    'select id, username, role, created_at from users order by username',
  );
  return rows.map(({ created_at, ...row }) => ({ ...row, createdAt: ms(created_at) }));
}

/** Usernames of everyone with an account, in order. */
export async function readPeople(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ username: string }>('select username from users order by username');
  return rows.map((row) => row.username);
}

export async function findUser(db: Db, username: string): Promise<{ id: string; hash: string; role: Role } | null> {
  const { rows } = await db.query<{ id: string; hash: string; role: Role }>(
    'select id, password_hash as hash, role from users where username = $1',
    [username],
  );
  return rows[0] ?? null;
}

/** Null when the name is taken. */
export async function insertUser(
  db: Db,
  user: { username: string; hash: string; role: Role; by: string | null },
): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `insert into users (username, password_hash, role, created_by) values ($1, $2, $3, $4)
     on conflict (username) do nothing returning id`,
    [user.username, user.hash, user.role, user.by],
  );
  return rows[0]?.id ?? null;
}

export async function updateUser(db: Db, id: string, change: { hash?: string; role?: Role }): Promise<boolean> {
  // The role is only written when it changes: the trigger on it tells every process.
  const { rowCount } = await db.query(
    change.role === undefined
      ? 'update users set password_hash = coalesce($2, password_hash) where id = $1'
      : 'update users set password_hash = coalesce($2, password_hash), role = $3 where id = $1',
    change.role === undefined ? [id, change.hash ?? null] : [id, change.hash ?? null, change.role],
  );
  return rowCount === 1;
}

/** Ids of all administrators, locked until the transaction ends: two deletions cannot both spare the other. */
export async function lockAdmins(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>("select id from users where role = 'admin' order by id for update");
  return rows.map((row) => row.id);
}

export async function insertSession(
  db: Db,
  userId: string,
  hash: Buffer,
  now: number,
  expiresAt: number,
): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    'insert into sessions (user_id, token_hash, created_at, expires_at) values ($1, $2, $3, $4) returning id',
    [userId, hash, at(now), at(expiresAt)],
  );
  return rows[0]?.id ?? '';
}

/** Ends sessions: one (`id`), or all of a user but perhaps one (`userId`, `except`). */
export async function endSessions(
  db: Db,
  which: { id: string } | { userId: string; except: string | null },
): Promise<void> {
  if ('id' in which) await db.query('delete from sessions where id = $1', [which.id]);
  else
    await db.query('delete from sessions where user_id = $1 and ($2::uuid is null or id <> $2)', [
      which.userId,
      which.except,
    ]);
}

/** A credential that is in use lives on. Never shortens. */
export async function prolong(db: Db, kind: 'user' | 'wall', ids: string[], expiresAt: number[]): Promise<void> {
  const table = kind === 'user' ? 'sessions' : 'walls';
  await db.query(
    `update ${table} t set expires_at = greatest(t.expires_at, v.expires_at)
       from unnest($1::uuid[], $2::timestamptz[]) v(id, expires_at) where t.id = v.id`,
    [ids, expiresAt.map(at)],
  );
}

/** Sessions, walls and codes whose time is over. A wall that is paired but not yet claimed goes with its code. */
export async function sweep(db: Db, now: number): Promise<void> {
  await db.query('delete from sessions where expires_at <= $1', [at(now)]);
  await db.query('delete from walls where expires_at <= $1', [at(now)]);
  await db.query('delete from wall_codes where expires_at <= $1', [at(now)]);
}
