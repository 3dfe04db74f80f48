// The built client in a browser, with a server that the test plays itself: files from dist/client, answers by HTTP, and
// Socket.IO spoken by hand. For what a real server could not be brought to in a test: a storm, a lost answer, a pruned day.
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page, WebSocketRoute } from 'playwright-core';
import { buildOf, pageIn } from '../../server/built-client.ts';
import type { Language } from '../../shared/i18n/spoken.ts';
import type { WallScene } from '../../shared/wire.ts';

const client = fileURLToPath(new URL('../../dist/client', import.meta.url));
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
/** As the server sends it: what the pages may not do must not work here either. */
const CSP = "default-src 'self';object-src 'none';base-uri 'none'";

export const FAKE_URL = 'http://desk.test';

export type Answering = (path: string, body: unknown) => unknown;
export type Role = keyof typeof PERMISSIONS;
export type Call = { namespace: string; event: string; payload: unknown; answer: (reply: unknown) => void };
export type FakeSite = Readonly<{
  /** An event of a namespace to the page, once it is connected there. */
  emit: (namespace: string, event: string, payload: unknown) => void;
  posts: { path: string; body: unknown }[];
  /** What its pages are of; another one makes them load anew. */
  build: string;
}>;

const PERMISSIONS = {
  operator: ['live', 'alarms.read', 'alarms.act', 'events.read'],
  supervisor: [
    'live',
    'alarms.read',
    'alarms.act',
    'events.read',
    'replay',
    'alarms.reset',
    'alarms.suppress',
    'alarms.out_of_service',
    'alarms.unack_other',
  ],
} as const;

type Options = Readonly<{
  name: string;
  role: Role;
  /** The body of a request by HTTP (`/api/rules`, …); undefined: 404; null: the connection breaks; or a Refused. */
  answer: Answering;
  /** What the server speaks; Vietnamese unless said otherwise. */
  language?: Language;
  /** What the page calls on a socket, but for `wall.follow`. */
  onCall: (call: Call) => void;
}>;

/** What a page that is no wall is told to show. */
const OVERVIEW: WallScene = {
  wall: null,
  scene: 'overview',
  by: 'rotation',
  since: '2026-01-01T00:00:00.000+07:00',
  mute: false,
  dim: false,
  steeredBy: null,
};

/** A refusal as an answer by HTTP. */
export class Refused {
  constructor(
    readonly status: number,
    readonly body: object,
  ) {}
}

/** Lays itself between the page and the network; then open a path of FAKE_URL. */
export async function fakeSite(
  page: Page,
  { name, role, answer, language = 'vi', onCall }: Options,
): Promise<FakeSite> {
  const build = buildOf(client, language);
  const posts: FakeSite['posts'] = [];
  const sockets = new Map<string, WebSocketRoute>();
  const waiting = new Map<string, (() => void)[]>();

  await page.route(`${FAKE_URL}/**`, async (route) => {
    const url = new URL(route.request().url());
    if (!url.pathname.startsWith('/api/')) {
      const path = url.pathname.includes('.') ? url.pathname : '/index.html';
      const headers = { 'content-type': TYPES[extname(path)] ?? 'text/plain', 'content-security-policy': CSP };
      const body = path === '/index.html' ? pageIn(client, language, build) : readFileSync(`${client}${path}`);
      return route.fulfill({ body, headers });
    }
    if (url.pathname === '/api/me')
      return route.fulfill({ json: { id: name, name, kind: 'user', role, permissions: PERMISSIONS[role] } });
    const body: unknown = route.request().postDataJSON();
    if (route.request().method() !== 'GET') posts.push({ path: url.pathname, body });
    const json = await answer(url.pathname, body);
    if (json === null) return route.abort();
    if (json instanceof Refused) return route.fulfill({ status: json.status, json: { ok: false, ...json.body } });
    if (json === undefined)
      return route.fulfill({ status: 404, json: { ok: false, code: 'NOT_FOUND', message: 'Không có.' } });
    return route.fulfill({ json: json as object });
  });

  await page.routeWebSocket(/socket\.io/, (ws) => {
    ws.send(`0${JSON.stringify({ sid: 's', upgrades: [], pingInterval: 1e8, pingTimeout: 1e8, maxPayload: 1e8 })}`);
    const open = new Set<string>();
    // A page that went has nobody to listen; the next one connects anew.
    ws.onClose(() => {
      for (const namespace of open) if (sockets.get(namespace) === ws) sockets.delete(namespace);
    });
    ws.onMessage((message) => {
      const text = String(message);
      const connect = /^40(\/\w+),/.exec(text)?.[1];
      if (connect) {
        ws.send(`40${connect},{"sid":"t"}`);
        sockets.set(connect, ws);
        open.add(connect);
        for (const run of waiting.get(connect)?.splice(0) ?? []) run();
        return;
      }
      const call = /^42(\/\w+),(\d*)(\[.*)$/s.exec(text);
      if (!call) return;
      const [, namespace = '', id = '', json = '[]'] = call;
      const [event, payload] = JSON.parse(json) as [string, unknown];
      const reply = (answered: unknown): void => ws.send(`43${namespace},${id}${JSON.stringify([answered])}`);
      if (event === 'wall.follow') reply({ ok: true, wall: null, plan: null, shown: OVERVIEW });
      else onCall({ namespace, event, payload, answer: reply });
    });
  });

  return {
    posts,
    build,
    emit: (namespace, event, payload) => {
      const say = (): void => sockets.get(namespace)?.send(`42${namespace},${JSON.stringify([event, payload])}`);
      if (sockets.has(namespace)) say();
      else waiting.set(namespace, [...(waiting.get(namespace) ?? []), say]);
    },
  };
}
