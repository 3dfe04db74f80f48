// Queries on walls and their pairing codes. Instants are epoch milliseconds.
import type { Db, WallRow } from './queries.ts';

export async function listWalls(db: Db): Promise<WallRow[]> {
  const { rows } = await db.query<{ id: string; name: string; created_at: Date; expires_at: Date; claimed: boolean }>(
    'select id, name, created_at, expires_at, token_hash is not null as claimed from walls order by created_at, id',
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    createdAt: row.created_at.getTime(),
    expiresAt: row.expires_at.getTime(),
    claimed: row.claimed,
  }));
}

/** `hash` null: paired, the browser has not yet come for its token. */
export async function insertWall(
  db: Db,
  wall: { name: string; hash: Buffer | null; by: string; expiresAt: number },
): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    'insert into walls (name, token_hash, created_by, expires_at) values ($1, $2, $3, $4) returning id',
    [wall.name, wall.hash, wall.by, new Date(wall.expiresAt)],
  );
  return rows[0]?.id ?? '';
}

export type CodeRow = Readonly<{ id: string; code: string; expiresAt: number; wallId: string | null }>;

/** The code of this browser (by the hash of its secret), null when it has none. */
export async function codeOf(db: Db, secretHash: Buffer): Promise<CodeRow | null> {
  const { rows } = await db.query<{ id: string; code: string; expires_at: Date; wall_id: string | null }>(
    'select id, code, expires_at, wall_id from wall_codes where secret_hash = $1',
    [secretHash],
  );
  const row = rows[0];
  return row ? { id: row.id, code: row.code, expiresAt: row.expires_at.getTime(), wallId: row.wall_id } : null;
}

/** False when the code stands for another browser already: draw again. */
export async function insertCode(
  db: Db,
  code: string,
  secretHash: Buffer,
  now: number,
  expiresAt: number,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into wall_codes (code, secret_hash, expires_at) values ($1, $2, $3)
     on conflict (code) do update set secret_hash = excluded.secret_hash, expires_at = excluded.expires_at, wall_id = null
       where wall_codes.expires_at <= $4`,
    [code, secretHash, new Date(expiresAt), new Date(now)],
  );
  return rowCount === 1;
}

/** Id of the running, not yet paired code, locked until the transaction ends. */
export async function lockCode(db: Db, code: string, now: number): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    'select id from wall_codes where code = $1 and expires_at > $2 and wall_id is null for update',
    [code, new Date(now)],
  );
  return rows[0]?.id ?? null;
}

export async function bindCode(db: Db, codeId: string, wallId: string): Promise<void> {
  await db.query('update wall_codes set wall_id = $2 where id = $1', [codeId, wallId]);
}

/** Gives the wall its token and burns the code, both or neither; false when another request was faster. */
export async function claimWall(db: Db, codeId: string, hash: Buffer, expiresAt: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `with burnt as (delete from wall_codes where id = $1 and wall_id is not null returning wall_id)
     update walls set token_hash = $2, expires_at = $3 from burnt where walls.id = burnt.wall_id`,
    [codeId, hash, new Date(expiresAt)],
  );
  return rowCount === 1;
}
