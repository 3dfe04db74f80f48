// One real day, fed as dossiers and replayed as known now at 60x in a real browser: what the page and the server say at ten
// instants, and every picture painted on the way, against figures from the raw file. Only stretches around the instants are
// played; IOC_WHOLE_DAY=1 plays the day without a break (24 min).
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { vi } from '../../shared/i18n/vi.ts';
import { instantText } from '../../shared/time.ts';
import type { View } from '../../shared/view.ts';
import { browserOfFile, WAIT } from '../support/browser.ts';
import { pathOf } from './files.ts';
import { type Incident, incidentFigures, incidents, type Shown, shownFigures } from './incident-figures.ts';
import { type Picture, recordPictures } from './pictures.ts';
import { type Door, openDoor } from './server.ts';

const DAY = '2012-05-04';
const FILE = ['--format', 'csv', '--map', 'docs/mappings/bpic2013-day.jsonata'];
const WHOLE_DAY = process.env.IOC_WHOLE_DAY === '1';
/** The day's ends, the file's first row, seconds of several rows, the end of an hour, the thick of the afternoon. */
const INSTANTS = ['00:00:00', '05:00:44', '06:02:25', '08:15:00', '11:59:59.999']
  .concat(['14:20:00', '16:45:30', '18:12:33', '21:37:05', '23:59:59.999'])
  .map((time) => Date.parse(`${DAY}T${time}+07:00`));
/** Of the log's time, played before an instant. */
const LEAD_MS = 90_000;
const PLAYED = WHOLE_DAY ? { timeout: 60 * 60_000, interval: 500 } : WAIT;

const { visit } = browserOfFile();
let door: Door;
let all: Incident[];
beforeAll(async () => {
  all = incidents();
  door = await openDoor();
  const { code, summary, stderr } = await door.feed(...FILE, pathOf(`dossiers/bpic2013_day_${DAY}.csv`));
  expect([code, summary?.accepted, summary?.quarantined], stderr).toEqual([0, summary?.sent, 0]);
});
afterAll(() => door?.close());

const timeOf = (at: number): string => instantText(at).slice(11, 23);

/** All that the server answers of an instant, as known now, is what the file says. */
async function expectAnswer(at: number): Promise<void> {
  const { view } = await door.get<{ view: View }>(`/api/view?at=${encodeURIComponent(instantText(at))}&as=now`);
  const { byAgency, ...expected } = incidentFigures(all, at);
  const { dossier } = view;
  const told: Readonly<Record<string, unknown>> = dossier;
  expect(Object.fromEntries(Object.keys(expected).map((name) => [name, told[name]])), timeOf(at)).toEqual(expected);
  // Without due dates nothing is late, and nothing was due.
  const { late, nearlyDue, onTime, awaitingReceipt, paused, rejected, withdrawn } = dossier;
  expect({ late, nearlyDue, awaitingReceipt, paused, rejected, withdrawn }).toEqual({
    ...{ late: 0, nearlyDue: 0, awaitingReceipt: 0, paused: 0, rejected: 0, withdrawn: 0 },
  });
  expect([onTime?.numerator, onTime?.denominator, view.quality.balance]).toEqual([0, 0, true]);
  const none = { received: 0, resolved: 0, open: 0 };
  const rows = Object.entries(dossier.byAgency).map(
    ([code, { received, resolved, open }]) => [code, { received, resolved, open }] as const,
  );
  expect(Object.fromEntries(rows), timeOf(at)).toEqual({
    ...Object.fromEntries(rows.map(([code]) => [code, none])),
    ...byAgency,
  });
}

/** What stands on the page is what the file says of the instant that its frame names. */
async function expectPage(page: Page): Promise<Picture> {
  const picture = await pictureOf(page);
  const { at, ...shown } = picture;
  expect(shown, timeOf(at)).toEqual(shownFigures(all, at));
  const rows = await page.locator('.wall .agency-row:not(.agency-head)').evaluateAll((nodes) =>
    nodes.map((node) => {
      const name = node.querySelector('.agency-name')?.textContent ?? '';
      const [late, running] = [...node.querySelectorAll('.num')].map((one) => one.textContent);
      return { group: name.replace(/ \(.*$/, ''), late, running };
    }),
  );
  expect(rows.length).toBeGreaterThan(0);
  const worst = Object.entries(incidentFigures(all, at).byAgency)
    .sort(([a, x], [b, y]) => y.open - x.open || (a < b ? -1 : 1))
    .slice(0, rows.length)
    .map(([group, { open }]) => ({ group, late: '0', running: String(open) }));
  expect(rows, timeOf(at)).toEqual(worst);
  return picture;
}

const pictureOf = async (page: Page): Promise<Picture> => {
  const picture = await page.evaluate(() => window.picture());
  if (picture === null) throw new Error('there is no wall');
  return picture;
};
const shownAt = async (page: Page): Promise<number> => (await page.evaluate(() => window.picture()))?.at ?? 0;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function goTo(page: Page, at: number): Promise<void> {
  await page.getByLabel('Đến giờ').fill(timeOf(at));
  await page.keyboard.press('Enter');
  await expect.poll(() => shownAt(page), WAIT).toBe(at);
}

/** Plays on until the instant has been passed, and stands still behind it. */
async function playOver(page: Page, at: number): Promise<void> {
  await button(page, 'Phát').click();
  await expect.poll(() => shownAt(page), PLAYED).toBeGreaterThanOrEqual(at);
  if (at < INSTANTS.at(-1)!) await button(page, 'Tạm dừng').click();
  await button(page, 'Phát').waitFor();
  // A frame may still be on its way.
  let before = 0;
  const standsStill = async (): Promise<boolean> => {
    const last = before;
    before = await shownAt(page);
    return before === last;
  };
  await expect.poll(standsStill, { ...WAIT, interval: 300 }).toBe(true);
}

it(
  `${DAY} at 60x, ${WHOLE_DAY ? 'the whole day' : 'around ten instants'}`,
  async () => {
    const { received, resolved, overdue } = vi.dossier;
    const page = await visit(`${door.url}/replay/${DAY}?t=00:00:00&as=now`, {
      cookie: door.cookie,
      prepare: async (opened) => {
        await opened.addInitScript(recordPictures, { received, resolved, overdue });
      },
    });
    await expect.poll(() => button(page, 'Phát').isEnabled(), WAIT).toBe(true);
    expect(await page.getByLabel('Tốc độ').inputValue()).toBe('60');
    await expect.poll(() => shownAt(page), WAIT).toBe(INSTANTS[0]);

    const lines: string[] = [];
    const began = performance.now();
    const compare = async (): Promise<void> => {
      const { at, ...shown } = await expectPage(page);
      await expectAnswer(at);
      const text = (of: Shown): string => [of.submitted, of.received, of.resolved, of.open, of.overdue].join(' ');
      lines.push(`${timeOf(at)} | ${text(shownFigures(all, at))} | ${text(shown)}`);
    };
    for (const at of INSTANTS) {
      if (at > INSTANTS[0]!) {
        if (!WHOLE_DAY) await goTo(page, at - LEAD_MS);
        await playOver(page, at);
      }
      await compare();
      if (WHOLE_DAY || at === (await shownAt(page))) continue;
      await goTo(page, at);
      await compare();
    }
    const pictures = await page.evaluate(() => window.pictures);
    const wrong = pictures.filter(({ at, ...shown }) => !isDeepStrictEqual(shown, shownFigures(all, at)));
    process.stderr.write(
      `instant | by the file: submitted received resolved open overdue | on the page\n${lines.join('\n')}\n` +
        `${pictures.length} pictures painted in ${Math.round((performance.now() - began) / 1000)} s, ${wrong.length} of them not what the file says\n`,
    );
    expect(wrong).toEqual([]);
    expect(pictures.length).toBeGreaterThan(WHOLE_DAY ? 5_000 : 50);
  },
  WHOLE_DAY ? 120 * 60_000 : 180_000,
);

it('the rest of the file lies in the next local day: its beginning and its last row', async () => {
  await expectAnswer(Date.parse('2012-05-05T00:00:00+07:00'));
  await expectAnswer(Date.parse('2012-05-05T04:58:05+07:00'));
});
