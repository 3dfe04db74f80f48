// Who holds which token, in memory: looking someone up costs a hash and no query. A change made by this process is
// known when `reload` returns; one made elsewhere (another server, the command line) within POLL_MS plus a query.
// While the database is away the last known state stays: nothing can be revoked then either.
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Role } from './permissions.ts';
import { credentialVersion, prolong, readCredentials, readKeys, readPeople, sweep } from './queries.ts';
import { hashToken } from './secrets.ts';
import { inTransaction } from './transaction.ts';

/** Someone signed in. `key` is one per credential (session or wall token): what `onRevoked` tells. */
export type Actor = Readonly<{ key: string; kind: 'user' | 'wall'; id: string; name: string; role: Role }>;

/** Someone with an account. */
export type Person = Readonly<{ username: string; name: string }>;

/** What a sender of events may send. A pattern is exact, or a prefix with a trailing `*`. */
export type Key = Readonly<{ id: string; name: string; sources: readonly string[]; types: readonly string[] }>;

export const LIFETIME_MS = { user: 12 * 3_600_000, wall: 90 * 86_400_000 } as const;
const POLL_MS = 400;
const RENEW_MS = 60_000;
const FULL_READ_MS = 60_000;

type Entry = { readonly actor: Actor; readonly sessionId: string; expiresAt: number; savedAt: number };

export type Directory = ReturnType<typeof createDirectory>;

export function createDirectory(deps: { pool: Pool; now: () => number; ingestKey: string | null; log: Logger }) {
  const { pool: db, now, log } = deps;
  let entries = new Map<string, Entry>();
  let keys = new Map<string, Key>();
  let people = new Map<string, Person>();
  let walls: ReadonlySet<string> = new Set();
  let version = '';
  let readAt = 0;
  let timer: NodeJS.Timeout | null = null;
  const listeners = new Set<(actorKey: string) => void>();

  const tell = (actorKey: string): void => {
    for (const listener of listeners) listener(actorKey);
  };

  async function read(): Promise<void> {
    const seen = await credentialVersion(db); // before the rows: a change in between is read again next time
    const [credentials, keyRows] = [await readCredentials(db, now()), await readKeys(db)];
    const usernames = await readPeople(db);
    const next = new Map<string, Entry>();
    for (const row of credentials) {
      const hash = row.hash.toString('hex');
      const old = entries.get(hash);
      const actor: Actor = {
        key: `${row.kind}:${row.id}`,
        kind: row.kind,
        id: row.ownerId,
        name: row.name,
        role: row.role,
      };
      // Prolonged here and not yet saved counts; prolonged by another process comes with the row.
      const expiresAt = Math.max(row.expiresAt, old?.expiresAt ?? 0);
      next.set(hash, { actor, sessionId: row.id, expiresAt, savedAt: row.expiresAt });
    }
    const before = entries;
    entries = next;
    people = new Map(usernames.map((username) => [username, { username, name: username }]));
    walls = new Set(credentials.filter(({ kind }) => kind === 'wall').map(({ ownerId }) => ownerId));
    keys = new Map(keyRows.map((row) => [row.hash.toString('hex'), row]));
    if (deps.ingestKey !== null)
      keys.set(hashToken(deps.ingestKey).toString('hex'), {
        id: 'environment',
        name: 'IOC_INGEST_KEY',
        sources: ['*'],
        types: ['*'],
      });
    version = seen;
    readAt = now();
    for (const [hash, entry] of before) if (next.get(hash)?.actor.role !== entry.actor.role) tell(entry.actor.key);
  }

  // One read at a time, in order: an older answer must never overwrite a newer one. Who asks while one runs gets the next.
  let running: Promise<void> = Promise.resolve();
  let queued: Promise<void> | null = null;
  function reload(): Promise<void> {
    if (queued) return queued;
    const mine = running
      .catch(() => {})
      .then(() => {
        queued = null;
        return read();
      });
    queued = mine;
    running = mine;
    return mine;
  }

  function expire(): void {
    const instant = now();
    for (const [hash, entry] of entries) {
      if (entry.expiresAt > instant) continue;
      entries.delete(hash);
      tell(entry.actor.key);
    }
  }

  async function save(): Promise<void> {
    for (const kind of ['user', 'wall'] as const) {
      const due = [...entries.values()].filter((e) => e.actor.kind === kind && e.expiresAt - e.savedAt >= RENEW_MS);
      if (due.length === 0) continue;
      await prolong(db, kind, due.map((e) => e.sessionId), due.map((e) => e.expiresAt)); // biome-ignore format: one call
      for (const entry of due) entry.savedAt = entry.expiresAt;
    }
  }

  async function tick(): Promise<void> {
    expire();
    await save();
    if (now() - readAt >= FULL_READ_MS) {
      await inTransaction(db, (client) => sweep(client, now()));
      await reload();
    } else if ((await credentialVersion(db)) !== version) await reload();
  }

  let away = false;
  function schedule(): void {
    timer = setTimeout(() => {
      tick()
        .then(() => {
          away = false;
        })
        .catch((error: unknown) => {
          if (!away) log.warn({ err: error }, 'credentials could not be read; the last known ones stay');
          away = true;
        })
        .finally(() => {
          if (timer) schedule();
        });
    }, POLL_MS);
    timer.unref();
  }

  const touch = (entry: Entry): Actor => {
    entry.expiresAt = Math.max(entry.expiresAt, now() + LIFETIME_MS[entry.actor.kind]);
    return entry.actor;
  };

  return {
    async start(): Promise<void> {
      await reload();
      if (!timer) schedule();
    },
    stop(): void {
      if (timer) clearTimeout(timer);
      timer = null;
    },
    reload,
    /** The holder of a session or wall token; using it prolongs it. */
    actorByToken(token: string): Actor | null {
      const entry = entries.get(hashToken(token).toString('hex'));
      return entry && entry.expiresAt > now() ? touch(entry) : null;
    },
    keyByToken: (token: string): Key | null => keys.get(hashToken(token).toString('hex')) ?? null,
    /** Activity on an open socket: its session does not run out under it. */
    touch(actor: Pick<Actor, 'key'>): void {
      for (const entry of entries.values()) if (entry.actor.key === actor.key) touch(entry);
    },
    /** Display name of a username; null for one that nobody has. */
    nameOf: (username: string): string | null => people.get(username)?.name ?? null,
    /** Everyone with an account, by username. */
    people: (): readonly Person[] => [...people.values()],
    /** Is this wall (by id) paired, and its pairing not revoked or run out? */
    isPaired: (wall: string): boolean => walls.has(wall),
    onRevoked(listener: (actorKey: string) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
