// A night at two desks: a trunk is cut in a meeting, an alarm that nobody answers goes up step by step and comes back after
// its acknowledgement has run out, and a storm breaks; seen in real browsers, each step once in the log.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventLine, readProvince } from '../../server/simulator/outbox.ts';
import { makeStorm, type StormName } from '../../shared/simulate/storms/index.ts';
import { MINUTE_MS, SECOND_MS } from '../../shared/time.ts';
import { browserOfFile, WAIT } from '../support/browser.ts';
import { goTo, openDesk, rowOf } from '../support/desk-visit.ts';
import { event, INGEST_KEY, startTestServer, type TestServer } from '../support/server.ts';

const { visit } = browserOfFile();
const NIGHT = Date.parse('2026-11-24T22:00:00.000+07:00');
const SHOTS = process.env.SHOTS;
let server: TestServer;
let lan: Page;
let minh: Page;

beforeAll(async () => {
  server = await startTestServer({ exerciseFrom: NIGHT });
});
afterAll(() => server.end());

const now = (): number => server.clock?.now() ?? 0;
/** Moves the clock, a tick of the hub at each step, so that what is due comes when it is due. */
async function pass(ms: number): Promise<void> {
  const to = now() + ms;
  server.clock?.set(to);
  await expect.poll(async () => Date.parse((await server.view()).at), WAIT).toBeGreaterThanOrEqual(to);
}
/** Sends a storm in the order of sending, the clock going with it; heartbeats too, so that no feed falls silent. */
async function send(name: StormName, until: number): Promise<void> {
  const { events } = makeStorm(name, 7, now(), readProvince());
  const due = events.filter(({ sendAt }) => sendAt <= until);
  for (let next = 0; next < due.length; ) {
    const from = due[next]?.sendAt ?? until;
    const end = due.findIndex(({ sendAt }) => sendAt > from + 10 * SECOND_MS);
    const part = due.slice(next, end === -1 ? due.length : end);
    server.clock?.set(Math.max(now(), part.at(-1)?.sendAt ?? from));
    for (let first = 0; first < part.length; first += 1_000) {
      const lines = part
        .slice(first, first + 1_000)
        .map(eventLine)
        .join('\n');
      expect((await fetchLines(lines)).status).toBe(200);
    }
    next += part.length;
  }
}
const fetchLines = (lines: string): Promise<Response> =>
  fetch(`${server.url}/api/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${INGEST_KEY}`, 'content-type': 'application/x-ndjson' },
    body: lines,
  });
const events = async (type: string): Promise<{ data: Record<string, unknown> }[]> =>
  (await server.as('operator', `/api/events?type=${type}&limit=1000`)).body.events as {
    data: Record<string, unknown>;
  }[];
const shoot = async (name: string): Promise<void> => {
  if (SHOTS) await Promise.all([lan, minh].map((page, n) => page.screenshot({ path: `${SHOTS}/${name}-${n}.png` })));
};

it('a trunk is cut: both desks are called once, with the seventeen beneath it', async () => {
  [lan, minh] = await Promise.all([openDesk(visit, server, 'lan'), openDesk(visit, server, 'minh')]);
  await send('trunk-cut', NIGHT + 11 * MINUTE_MS);
  await pass(31 * SECOND_MS);
  await Promise.all([lan, minh].map((page) => rowOf(page, 'Mất kết nối đồng loạt').waitFor()));
  await expect.poll(async () => (await server.view()).view.alarms.suppressed, WAIT).toBe(17);
  await Promise.all([lan, minh].map((page) => rowOf(page, 'Mất kết nối đồng loạt').getByText('+17').waitFor()));
  await shoot('trunk-cut');
}, 120_000);

it('nobody answers: it goes up three steps, each once; acknowledged, it comes back after half an hour', async () => {
  [lan, minh] = await Promise.all([openDesk(visit, server, 'lan'), openDesk(visit, server, 'minh')]);
  const alert = { severity: 'critical', category: 'ransomware-thử', sensor: 'edr', asset: 'srv-dem', assetLevel: 4 };
  await server.post([event('security.alert', 'AL-dem', now(), alert)]);
  await Promise.all([lan, minh].map((page) => rowOf(page, 'srv-dem').waitFor()));
  const who = ['Trưởng ca', 'Lãnh đạo Trung tâm Điều hành thông minh', 'Phó Chủ tịch UBND tỉnh phụ trách'];
  const mine = async (): Promise<unknown[]> => {
    const { body } = await server.as('operator', '/api/alarms?rule=A30');
    const [row] = body.alarms as { occurrence: string }[];
    const { body: one } = await server.as('operator', `/api/alarms/${row?.occurrence}`);
    const history = one.history as { type: string; data: { to?: string } }[];
    return history.filter(({ type }) => type === 'alarm.escalated').map(({ data }) => data.to);
  };
  for (const [step, to] of who.entries()) {
    await pass(2 * MINUTE_MS + SECOND_MS);
    await Promise.all([lan, minh].map((page) => rowOf(page, 'srv-dem').getByText(`đã báo lên ${to}`).waitFor()));
    expect(await mine()).toEqual(who.slice(0, step + 1));
  }
  await shoot('escalated');
  await goTo(lan, 'srv-dem');
  // Acknowledged it goes below what still waits: the other looks for it.
  await minh.keyboard.press('/');
  await minh.keyboard.type('srv-dem');
  await lan.keyboard.press('a');
  await lan.locator('.desk-form input:focus').waitFor();
  await lan.keyboard.press('1');
  await minh.locator('.desk-row[data-state=active_ack]', { hasText: 'srv-dem' }).getByText('lan').first().waitFor();
  await pass(29 * MINUTE_MS);
  expect(await rowOf(minh, 'srv-dem').getAttribute('data-state')).toBe('active_ack');
  await pass(2 * MINUTE_MS);
  await minh.locator('.desk-row[data-state=active_unack]', { hasText: 'srv-dem' }).waitFor();
  await shoot('came-back');
  expect(await mine()).toEqual(who);
}, 120_000);

it('a storm: a thousand at both desks, the most urgent in sight, acknowledged by one and seen by the other', async () => {
  [lan, minh] = await Promise.all([openDesk(visit, server, 'lan'), openDesk(visit, server, 'minh')]);
  await send('storm', now() + 2 * MINUTE_MS);
  await pass(10 * SECOND_MS);
  const { alarms } = (await server.view()).view;
  expect(alarms.unacknowledged.P1).toBeGreaterThanOrEqual(100);
  expect(alarms.unacknowledged.P2).toBeGreaterThanOrEqual(900);
  await Promise.all([lan, minh].map((page) => page.getByText(/DỒN DẬP: [\d.]+ cảnh báo trong 10 phút/).waitFor()));
  const first = minh.locator('.desk-row').first();
  await expect.poll(() => first.textContent(), WAIT).toContain('KHẨN CẤP');
  await shoot('storm');
  await minh.keyboard.press('Home');
  await minh.keyboard.press('a');
  await minh.locator('.desk-form input:focus').waitFor();
  await minh.keyboard.press('2');
  const acked = async (): Promise<number> => (await server.view()).view.alarms.acknowledged;
  await expect.poll(acked, WAIT).toBeGreaterThanOrEqual(1);
  const said = (await events('alarm.acknowledged')).at(-1)?.data;
  expect([said?.byName, said?.reason]).toEqual(['minh', 'Đã báo đơn vị']);
  // Nothing was dropped: every open one is counted on the screen.
  const open = (await server.as('operator', '/api/alarms?limit=1')).body.total as number;
  await lan.locator('.desk-lists [data-list=open]', { hasText: open.toLocaleString('vi-VN') }).waitFor();
}, 120_000);
