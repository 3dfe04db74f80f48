// "Which seventeen?" On the desk and in a replay, by mouse and by keys, on a real server.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { complaints, darkContrast } from '../support/axe.ts';
import { browserOfFile, WAIT } from '../support/browser.ts';
import { type Role, startTestServer, type TestServer, until } from '../support/server.ts';
import { at, conference, DAY, dossiers, SECRET_CODE, security } from './province.ts';

const { visit } = browserOfFile();
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ exerciseFrom: at('10:00:00') });
  const events = [...dossiers(), ...conference(), ...security()];
  for (let from = 0; from < events.length; from += 500) {
    const { status, body } = await server.post(events.slice(from, from + 500));
    expect(status, JSON.stringify(body)).toBe(200);
  }
  await until('an empty queue', () => server.hub.waiting() === 0);
  server.clock?.set(at('10:00:20'));
});
afterAll(() => server.end());

async function openDesk(role: Role, options: { expected?: RegExp } = {}): Promise<Page> {
  const page = await visit(`${server.url}/desk`, {
    cookie: await server.cookie(role),
    ...(options.expected && { expected: options.expected }),
  });
  await page.locator('.desk[data-link=live]').waitFor();
  await page.locator('.desk-figure').first().waitFor();
  return page;
}

const figure = (page: Page, name: string) =>
  page.locator('.desk-figures').getByRole('button', { name: new RegExp(`^${name}`) });
const members = (page: Page) => page.locator('dialog .explain-member');
const dialog = (page: Page, name: RegExp) => page.getByRole('dialog', { name });

/** Figures that stand there like a button of the page: with an edge, a ground, or higher than their lines. */
const boxesIn = (page: Page): Promise<string[]> =>
  page.locator('.explained').evaluateAll((buttons) =>
    buttons
      .filter((button) => {
        const { lineHeight, borderTopWidth, padding, backgroundColor } = getComputedStyle(button);
        const lines = button.getBoundingClientRect().height / Number.parseFloat(lineHeight);
        const isPlain = borderTopWidth === '0px' && padding === '0px' && backgroundColor === 'rgba(0, 0, 0, 0)';
        return !isPlain || Math.abs(lines - Math.round(lines)) > 0.05;
      })
      .map((button) => button.outerHTML),
  );

it('opens by one click on a figure of the desk: rule, members, their events; and closes by Esc where it began', async () => {
  const page = await openDesk('operator');
  expect(await boxesIn(page)).toEqual([]);
  await figure(page, 'quá hạn').click();
  await dialog(page, /^Quá hạn 5$/).waitFor();
  expect(await members(page).count()).toBe(5);
  const text = (await page.locator('dialog').textContent()) ?? '';
  for (const words of [
    'thời điểm hẹn trả đã qua',
    'domain.md §3.1 K5l',
    'Lúc 10:00:',
    '5 đối tượng',
    'Huyện Thanh Sơn',
  ])
    expect(text).toContain(words);
  await members(page).first().locator('summary').click();
  await members(page).first().getByText('Hẹn trả: 17:00:00 23/11/2026 (lần đầu)').waitFor();
  // An operator does not go into the past.
  expect(await page.locator('dialog a').count()).toBe(0);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('dialog').count(), WAIT).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^quá hạn/);

  // By keys alone, and nothing behind it hears them.
  await page.keyboard.press('Enter');
  await dialog(page, /^Quá hạn 5$/).waitFor();
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press('Tab');
    const inside = await page.evaluate(
      () => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null,
    );
    expect(inside, `Tab ${i + 1}`).toBe(true);
  }
  await page.keyboard.press('k');
  expect(new URL(page.url()).hash).toBe('');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('dialog').count(), WAIT).toBe(0);
});

it('draws of a long list what is in sight, finds in all of it, and tells an operator no code', async () => {
  const page = await openDesk('operator');
  await figure(page, 'tiếp nhận').click();
  await dialog(page, /^Tiếp nhận 1\.200$/).waitFor();
  await page.getByText('hiện 500 / 1.200 đối tượng').waitFor();
  await expect.poll(() => members(page).count(), WAIT).toBe(500);
  await page.locator('.explain-list').focus();
  await page.keyboard.press('End');
  await expect
    .poll(
      () =>
        members(page)
          .last()
          .evaluate((one) => one.getBoundingClientRect().top < innerHeight),
      WAIT,
    )
    .toBe(true);
  await page.locator('dialog').getByRole('searchbox', { name: 'Lọc danh sách' }).fill('7712');
  await page.getByText('1 khớp bộ lọc').waitFor();
  await expect.poll(() => members(page).count(), WAIT).toBe(1);
  expect(await members(page).locator('.explain-code').textContent()).toBe('…7712');
  expect(await page.content()).not.toContain(SECRET_CODE);
  await page.locator('dialog').getByRole('searchbox').fill('không có đâu');
  await page.getByText('Không có đối tượng nào khớp bộ lọc.').waitFor();
});

it('opens from the head and from the facts of an alarm', async () => {
  const page = await openDesk('operator');
  const view = (await server.view()).view;
  await page
    .locator('.desk-count', { hasText: String(view.alarms.unacknowledged.P1) })
    .getByRole('button')
    .first()
    .click();
  await dialog(page, /^Cảnh báo P1 chưa xác nhận/).waitFor();
  expect(await members(page).count()).toBe(view.alarms.unacknowledged.P1);
  await members(page).first().locator('summary').click();
  await members(page)
    .first()
    .getByText(/^Bắt đầu, mức P1/)
    .waitFor();
  await page.keyboard.press('Escape');

  await page.locator('.desk-row', { hasText: 'Thanh Sơn' }).first().click();
  await page.locator('.desk-facts').getByRole('button', { name: '5 hồ sơ quá hạn' }).click();
  await dialog(page, /^Đơn vị quá hạn 5$/).waitFor();
  expect(await members(page).count()).toBe(5);
});

it('says what is wrong and tries again; what is not known is not none', async () => {
  const page = await openDesk('operator', { expected: /ERR_FAILED|500/ });
  await page.route('**/api/explain?*', (route) => route.abort(), { times: 1 });
  await figure(page, 'sắp đến hạn').click();
  await page.getByRole('alert').getByText('Chưa xem được').waitFor();
  await page.getByRole('button', { name: 'Thử lại' }).click();
  await dialog(page, /^Sắp đến hạn/).waitFor();
  await page.keyboard.press('Escape');

  await page.route('**/api/explain?*', async (route) => {
    const answer = await route.fetch();
    const body = { ...((await answer.json()) as object), value: null, total: null, members: [] };
    await route.fulfill({ response: answer, json: body });
  });
  await figure(page, 'mất kết nối').click();
  await dialog(page, /Chưa có số liệu$/).waitFor();
  await page.locator('.explain-empty', { hasText: 'Chưa có số liệu.' }).waitFor();
});

it('has nothing that axe complains of, light and dark', async () => {
  const page = await openDesk('supervisor');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const name of ['quá hạn', 'tiếp nhận', 'đúng hạn', 'đã kết nối']) {
    await figure(page, name).click();
    await members(page).first().waitFor();
    await members(page).first().locator('summary').click();
    expect([...(await complaints(page)), ...(await darkContrast(page))], name).toEqual([]);
    await page.keyboard.press('Escape');
  }
});

it('leads a supervisor by a code to the instant of an event, and there from the figures of the wall to theirs', async () => {
  const page = await openDesk('supervisor');
  await figure(page, 'tiếp nhận').click();
  await page.locator('dialog').getByRole('searchbox').fill(SECRET_CODE);
  await expect.poll(() => members(page).count(), WAIT).toBe(1);
  await members(page).locator('summary').click();
  await members(page).locator('a').nth(1).click();
  await page.waitForURL(`${server.url}/replay/${DAY}?t=10:00:00**`);
  const number = page
    .locator('.figure', { has: page.locator('.figure-label', { hasText: /^Tiếp nhận$/ }) })
    .locator('.figure-number button');
  await number.waitFor();

  await page.goto(`${server.url}/replay/${DAY}?t=10:00:10&as=then`);
  await expect.poll(() => number.textContent(), WAIT).toBe('1.200');
  expect(await boxesIn(page)).toEqual([]);
  const overdue = page.locator('.figure', { hasText: 'Quá hạn' }).locator('.figure-number button').first();
  await overdue.click();
  await dialog(page, /^Quá hạn 5$/).waitFor();
  await page.locator('dialog .frame-caption', { hasText: 'PHÁT LẠI' }).waitFor();
  expect(await page.locator('dialog .explain-rule').textContent()).toContain('Lúc 10:00:10 24/11/2026');
  expect(await members(page).count()).toBe(5);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('dialog').count(), WAIT).toBe(0);

  // A row of a table, by keys; the blank presses it and does not play.
  await page.locator('.agency-list button').first().focus();
  await page.keyboard.press(' ');
  await dialog(page, /^Đơn vị quá hạn 5$/).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Phát', exact: true }).waitFor();
});

it('leaves the live wall as it was: no figure of it is a button', async () => {
  const page = await visit(`${server.url}/wall`, { cookie: await server.cookie('supervisor') });
  await page.locator('.figure-number').first().waitFor();
  expect(await page.locator('.wall button').count()).toBe(0);
});

it('is logged', async () => {
  const { body } = await server.as('admin', '/api/events?type=audit.explained&limit=1000');
  const asked = (body.events as { data: { by: string; figure: string; agency: string | null; at: string } }[]).map(
    ({ data }) => `${data.by} ${data.figure} ${data.agency}`,
  );
  expect(asked).toContain('test.operator dossier.overdue null');
  expect(asked).toContain('test.operator dossier.overdue H44.14');
  expect(asked).toContain('test.supervisor dossier.received null');
});
