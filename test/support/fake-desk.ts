// The built desk in a browser, with a server that the test plays itself: files from dist/client, answers by HTTP, and the
// Socket.IO namespace /live spoken by hand. For what a real server could not be brought to in a test: a storm, a lost answer.
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page, WebSocketRoute } from 'playwright-core';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { instantText } from '../../shared/time.ts';
import type { View } from '../../shared/view.ts';

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
export type FakeDesk = Readonly<{
  /** An event of the namespace /live to the page. */
  emit: (event: string, payload: unknown) => void;
  snapshot: (view: View, at: number) => void;
  /** A beat; `n` of the last snapshot unless said otherwise. */
  beat: (at: number, n?: number) => void;
  rows: (rows: readonly DeskRow[]) => void;
  /** What the page sent over its socket. */
  heard: { event: string; payload: unknown; answer: (reply: unknown) => void }[];
  posts: { path: string; body: unknown }[];
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

/**
 * Lays itself between the page and the network; then open `${FAKE_URL}/desk`. `answer` gives the body of a request by
 * HTTP (`/api/rules`, …); undefined: 404.
 */
export async function fakeDesk(
  page: Page,
  { name, role, answer }: { name: string; role: keyof typeof PERMISSIONS; answer: Answering },
): Promise<FakeDesk> {
  const heard: FakeDesk['heard'] = [];
  const posts: FakeDesk['posts'] = [];
  let socket: WebSocketRoute | null = null;
  let n = 0;
  const connected: (() => void)[] = [];
  const whenConnected = (run: () => void): void => {
    if (socket) run();
    else connected.push(run);
  };
  const say = (text: string): void => whenConnected(() => socket?.send(text));

  await page.route(`${FAKE_URL}/**`, async (route) => {
    const url = new URL(route.request().url());
    if (!url.pathname.startsWith('/api/')) {
      const path = url.pathname.includes('.') ? url.pathname : '/index.html';
      const headers = { 'content-type': TYPES[extname(path)] ?? 'text/plain', 'content-security-policy': CSP };
      return route.fulfill({ body: readFileSync(`${client}${path}`), headers });
    }
    if (url.pathname === '/api/me')
      return route.fulfill({ json: { id: name, name, kind: 'user', role, permissions: PERMISSIONS[role] } });
    const body: unknown = route.request().postDataJSON();
    if (route.request().method() !== 'GET') posts.push({ path: url.pathname, body });
    const json = await answer(url.pathname, body);
    if (json === null) return route.abort();
    if (json === undefined)
      return route.fulfill({ status: 404, json: { ok: false, code: 'NOT_FOUND', message: 'Không có.' } });
    return route.fulfill({ json: json as object });
  });

  await page.routeWebSocket(/socket\.io/, (ws) => {
    ws.send(`0${JSON.stringify({ sid: 's', upgrades: [], pingInterval: 1e8, pingTimeout: 1e8, maxPayload: 1e8 })}`);
    ws.onMessage((message) => {
      const text = String(message);
      if (text.startsWith('40/live')) {
        ws.send('40/live,{"sid":"t"}');
        socket = ws;
        for (const run of connected.splice(0)) run();
        return;
      }
      const call = /^42\/live,(\d*)(\[.*)$/s.exec(text);
      if (!call) return;
      const [event, payload] = JSON.parse(call[2] ?? '[]') as [string, unknown];
      const reply = (answered: unknown): void => ws.send(`43/live,${call[1]}${JSON.stringify([answered])}`);
      heard.push({ event, payload, answer: reply });
    });
  });

  const emit = (event: string, payload: unknown): void => say(`42/live,${JSON.stringify([event, payload])}`);
  const stamp = (at: number) => ({ epoch: 'e', n, seq: n, at: instantText(at) });
  return {
    emit,
    snapshot: (view, at) => {
      n += 1;
      emit('frame', { kind: 'snapshot', mode: 'live', ...stamp(at), view });
    },
    beat: (at, of = n) => emit('beat', { ...stamp(at), n: of, build: 'b' }),
    rows: (rows) => emit('alarms.reset', { rows }),
    heard,
    posts,
  };
}
