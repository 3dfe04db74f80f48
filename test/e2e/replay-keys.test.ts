// The replay without a mouse: everything that moves along a day has a key, and typed times need two actions.

import type { Page } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { DAY } from '../client/replay/days.ts';
import { browserOfFile, WAIT } from '../support/browser.ts';
import { openReplay, press, shownTime } from './replay-visit.ts';

const { visit } = browserOfFile();
let close = (): void => {};
afterEach(() => close());

async function open(...args: Parameters<typeof openReplay> extends [unknown, ...infer R] ? R : never) {
  const opened = await openReplay(visit, ...args);
  close = opened.server.close;
  await opened.page.locator('.timeline-hand').waitFor();
  await expect.poll(() => opened.page.getByRole('button', { name: 'Phát', exact: true }).isEnabled(), WAIT).toBe(true);
  return opened;
}
const timeIs = (page: Page, time: string) => expect.poll(() => shownTime(page), WAIT).toBe(time);
const fieldHasFocus = (page: Page, label: string) =>
  page.getByLabel(label, { exact: true }).evaluate((field) => field === document.activeElement);

it('goes to a typed time from anywhere: digits, Enter', async () => {
  const { page } = await open();
  await timeIs(page, '09:00:00');
  await page.keyboard.type('0342');
  await press(page, 'Enter');
  await timeIs(page, '03:42:00');
  await press(page, 't');
  expect(await fieldHasFocus(page, 'Đến giờ')).toBe(true);
  await page.keyboard.type('235959');
  await press(page, 'Enter');
  await timeIs(page, '23:59:59');
  await page.keyboard.type('2560');
  await press(page, 'Enter');
  await page.getByText('Nhập giờ như 0342 hoặc 03:42:10').waitFor();
  await press(page, 'Escape', 'ArrowLeft');
  await timeIs(page, '23:59:49');
});

it('jumps, steps and plays, forward and back', async () => {
  const { page, server } = await open();
  await press(page, 'ArrowRight');
  await timeIs(page, '09:00:10');
  await press(page, 'Shift+ArrowLeft');
  await timeIs(page, '08:59:40');
  await press(page, '.');
  await timeIs(page, '09:00:00');
  await press(page, ',');
  await timeIs(page, '08:59:00');
  await press(page, ']');
  await timeIs(page, '09:02:40');
  await press(page, '[', '[');
  await timeIs(page, '03:42:10');
  // Pressed quickly, jumps add up.
  await press(page, 'ArrowRight', 'ArrowRight', 'ArrowRight');
  await timeIs(page, '03:42:40');

  await press(page, 'ArrowUp', ' ');
  await page.getByText('đạt 300×').waitFor();
  expect(server.calls.findLast(({ event }) => event === 'play')?.payload).toEqual({
    speed: 300,
    skipQuiet: false,
    loop: null,
  });
  await press(page, 's');
  await expect
    .poll(() => server.calls.findLast(({ event }) => event === 'play')?.payload, WAIT)
    .toMatchObject({ skipQuiet: true });
  await press(page, ' ');
  await page.getByText('tạm dừng', { exact: true }).waitFor();
});

it('marks a stretch and plays it over and over', async () => {
  const { page, server } = await open();
  await press(page, 'a');
  await page.keyboard.type('0910');
  await press(page, 'Enter');
  await timeIs(page, '09:10:00');
  await press(page, 'b', ' ');
  const loop = { from: `${DAY}T09:00:00.000+07:00`, to: `${DAY}T09:10:00.000+07:00` };
  await expect
    .poll(() => server.calls.findLast(({ event }) => event === 'play')?.payload, WAIT)
    .toMatchObject({ loop });
  await page.locator('.timeline-loop').waitFor();
  await press(page, 'x');
  await expect.poll(() => page.locator('.timeline-loop').count(), WAIT).toBe(0);
  await expect
    .poll(() => server.calls.findLast(({ event }) => event === 'play')?.payload, WAIT)
    .toMatchObject({ loop: null });
});

it('comes by the bar first, then by what people did, and by the figures of the wall last', async () => {
  const { page } = await open();
  const areas: string[] = [];
  while (areas.at(-1) !== 'replay-wall' && areas.length < 200) {
    await press(page, 'Tab');
    areas.push(
      await page.evaluate(() => {
        const area = document.activeElement?.closest('.replay > *');
        return ['replay-bar', 'replay-pane', 'replay-wall'].find((one) => area?.classList.contains(one)) ?? '';
      }),
    );
  }
  expect([...new Set(areas)]).toEqual(['replay-bar', 'replay-pane', 'replay-wall']);
});

it('chooses an endpoint by its name and steps along its changes', async () => {
  const { page, server } = await open();
  for (let i = 0; i < 60 && !(await fieldHasFocus(page, 'Điểm cầu')); i++) await press(page, 'Tab');
  expect(await fieldHasFocus(page, 'Điểm cầu')).toBe(true);
  await page.keyboard.type('khong co');
  await press(page, 'Enter');
  await page.getByText('Không có điểm cầu này').waitFor();
  const id = await page.locator('[data-endpoint]').first().getAttribute('data-endpoint');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(id ?? '');
  await press(page, 'Enter', '}');
  await expect
    .poll(() => server.calls.findLast(({ event }) => event === 'step')?.payload, WAIT)
    .toEqual({ to: 'endpoint', back: false, subject: id });
  await timeIs(page, '09:10:00');
  await press(page, '{');
  await timeIs(page, '09:00:00');
  expect(await page.locator('.cell-picked').getAttribute('data-endpoint')).toBe(id);
});

it('switches the truth at the same instant, and says what makes the difference', async () => {
  const { page, server } = await open(`${DAY}?t=09:17:33.250&as=then`);
  await timeIs(page, '09:17:33.250');
  await page.getByText('Chỉ tính những gì hệ thống đã nhận tới lúc đó. Trong ngày có 37 sự kiện đến muộn.').waitFor();
  await press(page, 'v');
  await page.getByText('Tính cả những gì đến sau, đặt đúng giờ xảy ra. Ngày này có 37 sự kiện đến muộn.').waitFor();
  await expect
    .poll(() => server.calls.findLast(({ event }) => event === 'open')?.payload, WAIT)
    .toMatchObject({ as: 'now' });
  await timeIs(page, '09:17:33.250');
  await expect.poll(() => new URL(page.url()).search, WAIT).toBe('?t=09:17:33.250&as=now');
  await expect.poll(() => page.title(), WAIT).toContain('như biết bây giờ');
});

it('shows the keys, and the story, on a key', async () => {
  const { page } = await open();
  await press(page, '?');
  const card = page.getByRole('dialog', { name: 'Phím tắt' });
  await card.waitFor();
  // Behind the card nothing moves.
  await press(page, 'ArrowRight');
  expect(await shownTime(page)).toBe('09:00:00');
  await press(page, 'Escape');
  await expect.poll(() => card.count(), WAIT).toBe(0);
  expect(await page.locator('.replay-pane').count()).toBe(1);
  await press(page, 'd');
  await expect.poll(() => page.locator('.replay-pane').count(), WAIT).toBe(0);
});
