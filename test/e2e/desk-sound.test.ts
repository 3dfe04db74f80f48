// A browser that lets no sound through before a gesture: the desk says so across its whole width, and a click lets it through.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PATTERNS } from '../../client/desk/horn/tones.ts';
import { raise } from '../support/alarm.ts';
import { browserOfFile, WAIT } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { beepsOf, noteBeeps, watchFor } from '../support/sound.ts';

const { visit } = browserOfFile();
const BLOCKED = 'ÂM THANH BỊ CHẶN – bấm vào đây để bật';
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.end());

it('says that sound is blocked before any gesture; after a click the alarm that waits is heard', async () => {
  let shown: Promise<void> | undefined;
  const prepare = async (fresh: Page): Promise<void> => {
    await noteBeeps(fresh);
    ({ shown } = await watchFor(fresh, 'horn-blocked'));
  };
  const page = await visit(`${server.url}/desk`, { cookie: await server.cookie('operator'), prepare });
  await shown;
  const banner = page.getByRole('button', { name: BLOCKED });
  const box = await banner.boundingBox();
  expect(box?.width).toBe(1920);
  await raise(server, 'srv-mute');
  await page.locator('.horn-controls[data-sounding=P1]').waitFor();
  await page.waitForTimeout(1_000);
  expect(await beepsOf(page), 'nothing is played that nobody would hear').toEqual([]);

  await banner.click();
  await banner.waitFor({ state: 'detached' });
  await expect.poll(() => beepsOf(page), WAIT).toEqual([988, 988, 988]);
});

it('plays each tone at the start of a shift and asks whether it was heard', async () => {
  const page = await visit(`${server.url}/desk`, { cookie: await server.cookie('supervisor'), prepare: noteBeeps });
  const reminder = page.getByText('Đầu ca: hãy thử âm thanh của máy này.');
  await reminder.waitFor();
  await reminder.getByRole('button', { name: 'Thử âm thanh' }).click();
  await page.getByText('Có nghe rõ không?').waitFor();
  const played = new Set(await beepsOf(page));
  for (const { hertz } of Object.values(PATTERNS)) expect(played).toContain(hertz);
  await page.getByRole('button', { name: 'Nghe rõ' }).click();
  await reminder.waitFor({ state: 'detached' });
  await page.reload();
  await page.locator('.desk[data-link=live]').waitFor();
  await page.waitForTimeout(1_000);
  expect(await reminder.count(), 'once a shift').toBe(0);
});
