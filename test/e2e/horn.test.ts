// Two consoles of one room: one sounds, the other takes over, and a silence is the room's.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { act, raise } from '../support/alarm.ts';
import { browserOfFile, WAIT } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { beepsOf, hornOf, noteBeeps } from '../support/sound.ts';

const { visit } = browserOfFile();
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.end());

/** A desk whose sound has been let through. */
async function desk(role: 'operator' | 'supervisor'): Promise<Page> {
  const page = await visit(`${server.url}/desk`, { cookie: await server.cookie(role), prepare: noteBeeps });
  await page.locator('.desk[data-link=live]').waitFor();
  await page.locator('h1').click();
  await page.locator('.horn-blocked').waitFor({ state: 'detached' });
  return page;
}
const here = async (pages: readonly Page[]): Promise<boolean[]> =>
  Promise.all(pages.map(async (page) => (await hornOf(page)).here));
const beeps = async (page: Page): Promise<number> => (await beepsOf(page)).length;

it('one of two consoles sounds; S silences the room, is logged, and is no acknowledgement', async () => {
  const [lan, mai] = [await desk('operator'), await desk('supervisor')];
  await expect.poll(async () => (await here([lan, mai])).filter(Boolean).length, WAIT).toBe(1);
  const alarm = await raise(server, 'srv-room');
  for (const page of [lan, mai]) await page.locator('.horn-controls[data-sounding=P1]').waitFor();
  const [sounder, other] = (await hornOf(lan)).here ? [lan, mai] : [mai, lan];
  await expect.poll(() => beeps(sounder), WAIT).toBeGreaterThanOrEqual(3);
  await sounder.waitForTimeout(1_500);
  expect(await beeps(other)).toBe(0);

  // Whoever presses: it is still in the whole room.
  await other.keyboard.press('s');
  for (const page of [lan, mai]) {
    await page.locator('.horn-controls[data-sounding=none]').waitFor();
    await page
      .getByText(/đã tắt chuông cho các cảnh báo đến \d\d:\d\d:\d\d\. Tắt chuông không phải là xác nhận\./)
      .waitFor();
    await page.locator('.desk-row[data-state=active_unack]').first().waitFor();
  }
  const { body } = await server.as('operator', '/api/events?type=alarm.silenced');
  expect(body.events).toMatchObject([{ subject: 'Phòng trực', data: { upTo: alarm.hornAt } }]);
  const still = await beeps(sounder);
  await sounder.waitForTimeout(6_000);
  expect(await beeps(sounder)).toBe(still);

  // What comes after it sounds again.
  await raise(server, 'srv-next');
  await expect.poll(() => beeps(sounder), WAIT).toBeGreaterThan(still);
});

it('when the console that sounds goes, the next takes over within 15 s', async () => {
  const [lan, mai] = [await desk('operator'), await desk('supervisor')];
  await expect.poll(async () => (await here([lan, mai])).filter(Boolean).length, WAIT).toBe(1);
  const [sounder, other] = (await hornOf(lan)).here ? [lan, mai] : [mai, lan];
  const alarm = await raise(server, 'srv-over');
  await expect.poll(() => beeps(sounder), WAIT).toBeGreaterThan(0);
  await sounder.close();
  await expect.poll(() => beeps(other), { timeout: 15_000, interval: 100 }).toBeGreaterThan(0);
  await act(server, 'supervisor', alarm, 'ack');
});

it('a console of another room sounds for itself', async () => {
  const [lan, mai] = [await desk('operator'), await desk('supervisor')];
  await mai.locator('.horn-controls button', { hasText: 'Phòng trực' }).click();
  await mai.getByLabel('Phòng', { exact: true }).fill('Phòng họp');
  await mai.getByRole('button', { name: 'Lưu' }).click();
  await mai.locator('.horn-controls button', { hasText: 'Phòng họp' }).waitFor();
  await expect.poll(() => here([lan, mai]), WAIT).toEqual([true, true]);
});
