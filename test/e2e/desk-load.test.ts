// The desk in a storm: 20,000 open alarms, 1,000 changes a second. It stays quick, counts everything, and draws what is in sight.
import { expect, it } from 'vitest';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { instantText } from '../../shared/time.ts';
import { deskRow } from '../client/desk-rows.ts';
import { answerOf, viewOfRows } from '../client/desk-scenes.ts';
import { NOW } from '../client/fixtures.ts';
import { browserOfFile } from '../support/browser.ts';
import { FAKE_URL, type FakeDesk, fakeDesk } from '../support/fake-desk.ts';
import { recordTasks } from '../support/tasks.ts';

const { visit } = browserOfFile();
const OPEN = Number(process.env.DESK_ROWS ?? 20_000);
const A_SECOND = 1_000;
const SECONDS = 8;
const TURNS = 10;

/** Deterministic: the same storm each time. */
const row = (n: number, version = 1): DeskRow =>
  deskRow({
    occurrence: `o-${n}`,
    version,
    subject: `EP-${n}`,
    text: `Điểm cầu xã ${n}, Huyện Yên Lập mất kết nối trong hội nghị Giao ban`,
    priority: (['P2', 'P3', 'P4'] as const)[n % 3]!,
    state: (n * 7 + version) % 5 === 0 ? 'active_ack' : 'active_unack',
    raisedAt: instantText(NOW - ((n * 7_919) % 600_000)),
    count: version,
  });

/** Any alarm that is asked for, without a history. */
const answer = (path: string): unknown => {
  const n = /^\/api\/alarms\/o-(\d+)$/.exec(path)?.[1];
  return n === undefined ? answerOf(path) : { alarm: row(Number(n)), history: [] };
};

it('has no task longer than 100 ms, and ends with the very list that the server has', async () => {
  let desk: FakeDesk | undefined;
  const page = await visit(`${FAKE_URL}/desk`, {
    prepare: async (opened) => {
      desk = await fakeDesk(opened, { name: 'lan', role: 'operator', answer });
    },
  });
  if (!desk) throw new Error('no desk');
  const rows = Array.from({ length: OPEN }, (_, n) => row(n));
  desk.snapshot(viewOfRows(rows), NOW);
  desk.beat(NOW);
  desk.rows(rows);
  await page.locator('.desk-lists [data-list=open]', { hasText: OPEN.toLocaleString('vi-VN') }).waitFor();
  expect(await page.locator('.desk-row').count()).toBeLessThan(60);
  expect(await page.locator('.desk-row').first().getAttribute('aria-setsize')).toBe(String(OPEN));
  const tasks = await recordTasks(page);

  // Everything a person does goes on: a row is selected, the list is walked through.
  await page.keyboard.press('Home');
  for (let turn = 0; turn < SECONDS * TURNS; turn++) {
    const began = performance.now();
    const upsert = Array.from({ length: A_SECOND / TURNS }, (_, k) => {
      const n = (turn * 1_009 + k * 197) % OPEN;
      rows[n] = row(n, (rows[n]?.version ?? 0) + 1);
      return rows[n] as DeskRow;
    });
    desk.emit('alarms.delta', { upsert, remove: [] });
    if (turn % TURNS === 0) desk.beat(NOW + (turn / TURNS) * 1_000);
    if (turn % 4 === 0) await page.keyboard.press('ArrowDown');
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, 1_000 / TURNS - (performance.now() - began))));
  }
  await page.keyboard.press('/');
  await page.waitForTimeout(500); // a person's hand
  await page.keyboard.type('yen lap 77');
  await page.locator('.desk-shown', { hasText: /^hiện/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  const [longest = 0, ...others] = await tasks.stop();
  process.stderr.write(
    `desk with ${OPEN} alarms, ${A_SECOND} changes a second: longest task ${longest.toFixed(0)} ms of CPU, ` +
      `${others.filter((ms) => ms > 50).length} others over 50 ms\n`,
  );
  expect(longest).toBeLessThan(100);

  const waiting = rows.filter(({ state }) => state === 'active_unack').length;
  await page.locator('.desk-sentence', { hasText: `${waiting.toLocaleString('vi-VN')} cảnh báo` }).waitFor();
  // The very last row is reached by one key.
  await page.keyboard.press('End');
  await page.locator(`.desk-row[aria-selected=true][aria-posinset="${OPEN}"]`).waitFor();
  expect(await page.locator('.desk-row').count()).toBeLessThan(60);
});
