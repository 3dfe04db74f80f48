// A whole server on a fresh database, on port 0, for tests that go through the doors a user has.
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { io, type Socket } from 'socket.io-client';
import { type ExerciseClock, exerciseClock } from '../../server/clock.ts';
import { readSettings, type Settings } from '../../server/env.ts';
import { type RunningServer, startServer } from '../../server/start.ts';
import type { View } from '../../shared/view.ts';
import { applyPatch } from '../../shared/wire.ts';
import type { Frame } from '../../shared/wire-schema.ts';
import { freshDatabase, type TestDatabase } from './database.ts';

export const INGEST_KEY = 'test-ingest-key-0123456789';
export const PASSWORD = 'test-password-1';
export const quiet = pino({ level: 'silent' });

export type Answer = { status: number; body: Record<string, unknown>; headers: Headers };
export type TestServer = RunningServer &
  Readonly<{
    database: TestDatabase;
    settings: Settings;
    /** Posts structured, batched or NDJSON bodies with the ingest key. */
    post: (events: object | readonly object[], headers?: Record<string, string>) => Promise<Answer>;
    /** A request with a session of the role; null: nobody. */
    as: (role: Role | null, path: string, init?: RequestInit) => Promise<Answer>;
    cookie: (role: Role) => Promise<string>;
    view: (query?: string) => Promise<{ seq: number; at: string; hash: string; view: View; epoch: string }>;
    socket: (namespace: string, role: Role) => Promise<Socket>;
    /** Stops the server and drops its database. */
    end: () => Promise<void>;
  }>;
export type Role = 'operator' | 'supervisor' | 'admin';

/**
 * `exerciseFrom`: an exercise whose clock stands still there until the test moves it; otherwise real time.
 * `monotonic`: real ms, by which leases and silences are measured. `client`: folder of the built pages.
 */
export async function startTestServer(
  options: {
    exerciseFrom?: number;
    database?: TestDatabase;
    env?: Record<string, string>;
    monotonic?: () => number;
    client?: string;
  } = {},
): Promise<TestServer & { clock: ExerciseClock | null }> {
  const database = options.database ?? (await freshDatabase());
  const settings = readSettings({
    PORT: '0',
    DATABASE_URL: database.url,
    IOC_INGEST_KEY: INGEST_KEY,
    IOC_ADMIN_PASSWORD: PASSWORD,
    ...(options.exerciseFrom === undefined ? {} : { IOC_CLOCK: 'exercise' }),
    ...options.env,
  });
  const clock = options.exerciseFrom === undefined ? null : exerciseClock(options.exerciseFrom, 0);
  const { monotonic, client } = options;
  const server = await startServer(settings, {
    log: quiet,
    ...(clock ? { clock } : {}),
    ...(monotonic ? { monotonic } : {}),
    ...(client ? { client } : {}),
  });
  const cookies = new Map<Role, string>();
  const sockets: Socket[] = [];

  const cookie = async (role: Role): Promise<string> => {
    const known = cookies.get(role);
    if (known) return known;
    const username = role === 'admin' ? 'admin' : `test.${role}`;
    if (role !== 'admin') await server.putUser(username, PASSWORD, role);
    const answer = await fetch(`${server.url}/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: PASSWORD }),
    });
    if (answer.status !== 204) throw new Error(`login as ${username}: ${answer.status} ${await answer.text()}`);
    const made = (answer.headers.getSetCookie()[0] ?? '').split(';', 1)[0] ?? '';
    cookies.set(role, made);
    return made;
  };

  const read = async (answer: Response): Promise<Answer> => {
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text.startsWith('{') ? JSON.parse(text) : { text } };
  };

  const as: TestServer['as'] = async (role, path, init = {}) =>
    read(
      await fetch(`${server.url}${path}`, {
        ...init,
        headers: {
          ...(role === null ? {} : { cookie: await cookie(role) }),
          ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...init.headers,
        },
      }),
    );

  return {
    ...server,
    database,
    settings,
    cookie,
    as,
    post: async (events, headers = {}) =>
      read(
        await fetch(`${server.url}/api/events`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${INGEST_KEY}`,
            'content-type': Array.isArray(events)
              ? 'application/cloudevents-batch+json'
              : 'application/cloudevents+json',
            ...headers,
          },
          body: JSON.stringify(events),
        }),
      ),
    view: async (query = '') => {
      const { status, body } = await as('supervisor', `/api/view${query}`);
      if (status !== 200) throw new Error(`view${query}: ${status} ${JSON.stringify(body)}`);
      return body as unknown as Awaited<ReturnType<TestServer['view']>>;
    },
    socket: async (namespace, role) => {
      const socket = io(`${server.url}${namespace}`, {
        transports: ['websocket'],
        forceNew: true,
        autoConnect: false,
        extraHeaders: { cookie: await cookie(role) },
      });
      sockets.push(socket);
      return socket;
    },
    end: async () => {
      for (const socket of sockets) socket.disconnect();
      await server.close();
      if (!options.database) await database.drop();
    },
  };
}

/** An event with a fresh id; `time` in epoch ms. */
export const event = (type: string, subject: string, time: number, data: object = {}, more: object = {}): object => ({
  specversion: '1.0',
  id: randomUUID(),
  source: '/test/nguon',
  type,
  subject,
  time: new Date(time).toISOString(),
  data,
  ...more,
});

export type Screen = {
  frames: Frame[];
  beats: { at: string; n: number }[];
  view: () => View;
  last: () => Frame;
  socket: Socket;
};

/** Follows a socket's frames as a page would, and fails on a frame that does not continue the one before. */
export function watch(socket: Socket): Screen {
  const screen: Screen = {
    frames: [],
    beats: [],
    socket,
    view: () => {
      if (!current) throw new Error('no frame yet');
      return current;
    },
    last: () => screen.frames.at(-1) as Frame,
  };
  let current: View | null = null;
  socket.on('frame', (frame: Frame) => {
    const before = screen.frames.at(-1);
    if (frame.kind === 'snapshot') current = frame.view as View;
    else {
      if (!before || before.epoch !== frame.epoch || before.n !== frame.n - 1)
        throw new Error(`frame ${frame.n} does not continue ${before?.n}`);
      current = applyPatch(current as View, frame.patch) as View;
    }
    screen.frames.push(frame);
  });
  socket.on('beat', (beat: { at: string; n: number }) => screen.beats.push(beat));
  return screen;
}

/** Polls until `check` gives something; fails after `ms` with what it was waiting for. */
export async function until<T>(what: string, check: () => T | null | undefined | false, ms = 10_000): Promise<T> {
  const deadline = Date.now() + ms;
  for (;;) {
    const found = check();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`waited ${ms} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
