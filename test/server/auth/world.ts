// A real HTTP server with the account routes on a fresh database, and browsers that keep cookies.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pg from 'pg';
import pino from 'pino';
import { type AuditEntry, createAuth } from '../../../server/auth/auth.ts';
import { freshDatabase } from '../../support/database.ts';

export const ADMIN_PASSWORD = 'mat-khau-quan-tri';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into, not relied on
export type Json = any;
export type Reply = { status: number; body: Json; headers: Headers };

/** A browser or a program: keeps the cookies it is given. */
export function createClient(base: string, fixed: Record<string, string> = {}) {
  const jar = new Map<string, string>();
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const response = await fetch(base + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(jar.size > 0 ? { cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; ') } : {}),
        ...fixed,
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0/i.test(line)) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null, headers: response.headers };
  };
  return {
    jar,
    get: (path: string, headers?: Record<string, string>) => call('GET', path, undefined, headers),
    post: (path: string, body: unknown = {}, headers?: Record<string, string>) => call('POST', path, body, headers),
    patch: (path: string, body: unknown) => call('PATCH', path, body),
    del: (path: string) => call('DELETE', path),
    login: (username: string, password: string) => call('POST', '/api/login', { username, password }),
  };
}
export type Client = ReturnType<typeof createClient>;

type Options = { publicUrl?: string; ingestKey?: string; logged?: string[] };

/** One server process on a database; several may stand on the same one. `clock.ms` is its clock. */
export async function startServer(pool: pg.Pool, clock: { ms: number }, options: Options = {}) {
  const audits: AuditEntry[] = [];
  const failures = { logins: 0, audit: false };
  const log = pino({ level: 'trace' }, { write: (line: string) => void options.logged?.push(line) });
  const auth = createAuth({
    pool,
    audit: async (entry) => {
      if (failures.audit) throw new Error('the log is away');
      audits.push(entry);
    },
    now: () => clock.ms,
    settings: {
      publicUrl: options.publicUrl ? new URL(options.publicUrl) : null,
      ingestKey: options.ingestKey ?? null,
      adminPassword: ADMIN_PASSWORD,
    },
    log,
    onFailedLogin: () => {
      failures.logins += 1;
    },
  });
  await auth.start();
  const app = express();
  app.use(auth.router);
  app.get('/live', auth.guard('live'), (_req, res) => void res.json({ ok: true }));
  app.get('/metrics', auth.guard('metrics.read'), (_req, res) => void res.json({ ok: true }));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    auth,
    app,
    base,
    audits,
    failures,
    client: (headers?: Record<string, string>) => createClient(base, headers),
    stop: async () => {
      auth.stop();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
export type World = Awaited<ReturnType<typeof startServer>>;

/** A fresh database, one server, and its administrator signed in. */
export async function freshWorld(options: Options = {}) {
  const database = await freshDatabase();
  const pool = new pg.Pool({ connectionString: database.url, options: '-c role=ioc_app', max: 8 });
  pool.on('error', () => {});
  const clock = { ms: Date.parse('2026-11-21T10:00:00+07:00') };
  const world = await startServer(pool, clock, options);
  await world.auth.ensureAdmin();
  const admin = world.client();
  await admin.login('admin', ADMIN_PASSWORD);
  return {
    ...world,
    pool,
    clock,
    admin,
    /** A signed-in person of this role. */
    person: async (role: 'operator' | 'supervisor' | 'admin', name = `${role}1`): Promise<Client> => {
      await world.auth.putUser(name, `${name}-mat-khau`, role);
      const client = world.client();
      await client.login(name, `${name}-mat-khau`);
      return client;
    },
    close: async () => {
      await world.stop();
      await pool.end();
      await database.drop();
    },
  };
}
