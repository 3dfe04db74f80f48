// What the desk shows of a picture that a real server seldom gives: an answer that does not come, a list that has lost a
// row, a flood, somebody else at the same alarm.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { MINUTE_MS } from '../../shared/time.ts';
import { deskRow } from '../client/desk-rows.ts';
import { answerOf, fifty, flooded, floodOf, viewOfRows } from '../client/desk-scenes.ts';
import { NOW } from '../client/fixtures.ts';
import { browserOfFile, type VisitOptions, WAIT } from '../support/browser.ts';
import { idsInSight } from '../support/desk-visit.ts';
import { type Answering, FAKE_URL, type FakeDesk, fakeDesk } from '../support/fake-desk.ts';

const { visit } = browserOfFile();

type Opened = { page: Page; desk: FakeDesk };

async function open(
  rows: readonly DeskRow[],
  { answer = answerOf, flood, ...options }: VisitOptions & { answer?: Answering; flood?: number } = {},
): Promise<Opened> {
  let desk: FakeDesk | undefined;
  const page = await visit(`${FAKE_URL}/desk`, {
    ...options,
    prepare: async (opened) => {
      await options.prepare?.(opened);
      desk = await fakeDesk(opened, {
        name: 'Lê Minh',
        role: 'supervisor',
        answer: (path, body) => {
          const row = rows.find(({ occurrence }) => path === `/api/alarms/${occurrence}`);
          const given = answer(path, body);
          return given === undefined && row ? { alarm: row, history: [] } : given;
        },
      });
    },
  });
  if (!desk) throw new Error('no desk');
  desk.snapshot(viewOfRows(rows, flood === undefined ? null : floodOf(flood)), NOW);
  desk.beat(NOW);
  desk.rows(rows);
  await page.locator('.desk[data-link=live]').waitFor();
  if (rows.length > 0) await page.locator('.desk-row').first().waitFor();
  return { page, desk };
}
const commands = (desk: FakeDesk) => desk.heard.filter(({ event }) => event === 'command');
const p3 = deskRow({ occurrence: 'p3', priority: 'P3', text: 'Điểm cầu A mất kết nối' });

it('is not confirmed after 3 s without an answer; sent again it is the same command', async () => {
  const { page, desk } = await open([p3]);
  await page.keyboard.press('Home');
  await page.keyboard.press('a');
  await page.locator('.desk-row', { hasText: 'đang gửi…' }).waitFor();
  expect(await page.locator('.desk-row').getAttribute('data-state')).toBe('active_unack');
  await page.locator('.desk-row', { hasText: 'CHƯA XÁC NHẬN' }).waitFor();
  await page.getByRole('button', { name: 'Gửi lại' }).click();
  await expect.poll(() => commands(desk).length, WAIT).toBe(2);
  const [first, second] = commands(desk);
  expect(second?.payload).toEqual(first?.payload);
  second?.answer({ ok: true, version: 2 });
  desk.emit('alarms.delta', { upsert: [{ ...p3, version: 2, state: 'active_ack', by: 'Lê Minh' }], remove: [] });
  await page.locator('.desk-row[data-state=active_ack]').waitFor();
  expect(await page.locator('.desk-row').textContent()).not.toContain('CHƯA XÁC NHẬN');
});

it('many without an answer are sent again with the same ids', async () => {
  const rows = [1, 2, 3].map((n) => deskRow({ occurrence: `o${n}`, priority: 'P3' }));
  let answers = 0;
  const { page, desk } = await open(rows, {
    expected: /ERR_FAILED/,
    answer: (path, body) => {
      if (path !== '/api/alarms/bulk') return answerOf(path);
      answers += 1;
      const { items } = body as { items: { id: string }[] };
      return answers === 1 ? null : { results: items.map(({ id }) => ({ id, status: 200, ok: true, version: 2 })) };
    },
  });
  await page.keyboard.press('Control+a');
  await page.keyboard.press('a');
  await page.locator('.desk-form input:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('CHƯA XÁC NHẬN: 3 chưa có trả lời').waitFor();
  await page.getByRole('button', { name: 'Gửi lại phần chưa có trả lời' }).click();
  await page.locator('.desk-bulk').waitFor({ state: 'detached' });
  const [first, second] = desk.posts.filter(({ path }) => path === '/api/alarms/bulk');
  expect(second?.body).toEqual(first?.body);
});

it('does nothing from an old picture, says why, and does not do it later', async () => {
  const { page, desk } = await open([p3], { prepare: (opened) => opened.clock.install() });
  await page.keyboard.press('Home');
  await page.keyboard.press('t');
  await page.locator('.desk-form input:focus').waitFor();
  await page.keyboard.type('chờ kết quả');
  await page.clock.fastForward(11_000);
  await page.locator('.desk[data-link=stale]').waitFor();
  await page.locator('.desk-banner', { hasText: 'MẤT KẾT NỐI – hình ảnh lúc 10:17:30' }).waitFor();
  await page.keyboard.press('Enter');
  expect(await page.locator('.desk-form input[name=note]').inputValue()).toBe('chờ kết quả');
  await page.keyboard.press('Escape');
  await page.keyboard.press('a');
  await page.keyboard.press('m');
  await page.locator('.desk-detail .desk-locked', { hasText: 'các thao tác tạm khoá' }).waitFor();
  expect(await page.getByRole('button', { name: /^Xác nhận/ }).isDisabled()).toBe(true);
  desk.beat(NOW + 20_000);
  await page.locator('.desk[data-link=live]').waitFor();
  expect(commands(desk)).toEqual([]);
});

it('a picture that falls behind a server which lives is an old one', async () => {
  const { page, desk } = await open([p3], { prepare: (opened) => opened.clock.install() });
  desk.beat(NOW + 1_000, 5);
  await page.clock.runFor(9_000);
  desk.beat(NOW + 9_000, 5);
  await page.clock.runFor(2_000);
  desk.beat(NOW + 11_000, 5);
  await page.locator('.desk[data-link=stale]').waitFor();
  expect(desk.heard.some(({ event }) => event === 'resync')).toBe(true);
});

it('asks for the whole list when it does not agree with the counts of the server', async () => {
  const { page, desk } = await open([p3], { prepare: (opened) => opened.clock.install() });
  desk.snapshot(viewOfRows([p3, deskRow({ occurrence: 'lost' })]), NOW + 1_000);
  for (let second = 1; second <= 6; second++) {
    desk.beat(NOW + second * 1_000);
    await page.clock.runFor(1_000);
  }
  await page.locator('.desk-banner', { hasText: 'chưa khớp với máy chủ' }).waitFor();
  // The new connection is welcomed as the first one was.
  desk.snapshot(viewOfRows([p3, deskRow({ occurrence: 'lost' })]), NOW + 7_000);
  desk.rows([p3, deskRow({ occurrence: 'lost' })]);
  desk.beat(NOW + 7_000);
  await page.clock.runFor(2_000);
  await page.locator('.desk-banner').waitFor({ state: 'detached' });
  expect(await page.locator('.desk-row').count()).toBe(2);
});

it('in a flood the highest and the first stand alone, the rest opens, and all of it adds up', async () => {
  const { page, desk } = await open(flooded, { flood: 158 });
  await page.locator('.desk-flood', { hasText: 'DỒN DẬP: 158 cảnh báo trong 10 phút' }).waitFor();
  expect((await idsInSight(page)).slice(0, 2)).toEqual(['p1', 'first']);
  expect(await page.locator('.desk-row', { hasText: 'đầu tiên' }).getAttribute('data-occurrence')).toBe('first');
  const groups = await page.locator('.desk-group-count strong').allTextContents();
  const inGroups = groups.reduce((sum, text) => sum + Number.parseInt(text, 10), 0);
  expect(inGroups + (await page.locator('.desk-row').count())).toBe(flooded.length);
  await page.keyboard.press('Home');
  for (let step = 0; step < 6 && (await page.locator('.desk-group[aria-selected=true]').count()) === 0; step++)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.locator('.desk-group[data-expanded=true][aria-selected=true]').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.locator('.desk-row-under[aria-selected=true]').waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.locator('.desk-group[data-expanded=false][aria-selected=true]').waitFor();
  await page.getByRole('button', { name: 'Xem từng dòng' }).click();
  await page.locator('.desk-group').first().waitFor({ state: 'detached' });
  desk.snapshot(viewOfRows(flooded), NOW + MINUTE_MS);
  await page.locator('.desk-flood').waitFor({ state: 'detached' });
});

it('shows guidance, cause, the time before, who else is there; and writes the standing note anew', async () => {
  const saved: unknown[] = [];
  const { page, desk } = await open(fifty, {
    answer: (path, body) => {
      if (path !== '/api/rules/A30/note') return answerOf(path);
      saved.push(body);
      return {
        ok: true,
        note: { text: 'Gọi số nóng trước.', by: 'Lê Minh', at: '2026-11-21T10:18:00.000+07:00', revision: 4 },
      };
    },
  });
  await page.keyboard.press('Home');
  const detail = page.locator('.desk-detail');
  await detail.locator('.desk-guidance', { hasText: 'Gọi SOC ca trực' }).waitFor();
  await detail.getByRole('button', { name: /09:17 20\/11 – 10:17 20\/11, Nguyễn Thị Phương Lan đóng/ }).waitFor();
  await detail.locator('.desk-respond', { hasText: 'Quá hạn xác nhận 1 phút' }).waitFor();
  await detail.locator('.desk-respond', { hasText: 'Đã báo lên Trưởng ca' }).waitFor();
  await expect
    .poll(() => desk.heard.at(-1), WAIT)
    .toMatchObject({ event: 'desk.present', payload: { occurrence: 'p1' } });
  desk.emit('desk.presence', { open: { p1: ['Lê Minh', 'Trần Quốc Hùng'] } });
  await detail.locator('.desk-presence', { hasText: /^Đang mở: Trần Quốc Hùng$/ }).waitFor();

  await detail.getByRole('button', { name: 'Sửa lưu ý' }).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Gọi số nóng trước.');
  await detail.getByRole('button', { name: 'Lưu', exact: true }).click();
  await detail.locator('.desk-standing', { hasText: 'Bản 4, Lê Minh ghi lúc 10:18' }).waitFor();
  expect(saved).toEqual([{ note: 'Gọi số nóng trước.' }]);

  await page.keyboard.press('3');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await detail.getByRole('button', { name: 'Huyện Yên Lập: 17 điểm cầu mất kết nối cùng lúc' }).click();
  await detail.locator('.desk-facts', { hasText: 'kéo theo 17 cảnh báo' }).waitFor();
});

it('a list that was scrolled does not slide away when rows come above', async () => {
  const rows = Array.from({ length: 300 }, (_, n) =>
    deskRow({ occurrence: `o${String(n).padStart(3, '0')}`, priority: 'P3' }),
  );
  const { page, desk } = await open(rows);
  await page.locator('.desk-rows').evaluate((element) => {
    element.scrollTop = 4_000;
  });
  await page.locator('[data-occurrence=o075]').waitFor();
  // In the list: on a slow machine the line may have become CHẬM, whose band moves the whole list.
  const placeOf = () =>
    page.locator('[data-occurrence=o075]').evaluate((row) => {
      const list = row.closest('.desk-rows');
      return list ? row.getBoundingClientRect().top - list.getBoundingClientRect().top : Number.NaN;
    });
  const before = await placeOf();
  const upsert = Array.from({ length: 40 }, (_, n) => deskRow({ occurrence: `n${n}`, priority: 'P2' }));
  desk.emit('alarms.delta', { upsert, remove: [] });
  await page.locator('.desk-lists [data-list=open]', { hasText: '340' }).waitFor();
  await expect.poll(placeOf, WAIT).toBe(before);
});

it('blinks no text, and nothing faster than once a second; at rest where motion is not wanted', async () => {
  const { page } = await open(fifty);
  const moving = () =>
    page.evaluate(() =>
      document.getAnimations().map((animation) => ({
        on: (animation.effect as KeyframeEffect).target?.nodeName,
        ms: Number(animation.effect?.getTiming().duration),
      })),
    );
  const animations = await moving();
  expect(animations.length).toBeGreaterThan(0);
  for (const { on, ms } of animations) {
    expect(on).toBe('path');
    expect(ms).toBeGreaterThanOrEqual(1_000);
  }
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await moving()).toEqual([]);
  const ring = await page
    .locator('.alarm-blink')
    .first()
    .evaluate((path) => getComputedStyle(path).opacity);
  expect(ring).toBe('1');
});
