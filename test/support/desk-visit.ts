// People at the desk of a real server, in a real browser.
import type { Page } from 'playwright-core';
import type { VisitOptions } from './browser.ts';
import { event, PASSWORD, type Role, type TestServer } from './server.ts';

type Visit = (url: string, options?: VisitOptions) => Promise<Page>;

/** Signs a person in (made where there is none) and opens the desk. */
export async function openDesk(
  visit: Visit,
  server: TestServer,
  name: string,
  role: Role = 'operator',
  options: VisitOptions = {},
): Promise<Page> {
  await server.putUser(name, PASSWORD, role);
  const answer = await fetch(`${server.url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: name, password: PASSWORD }),
  });
  const cookie = (answer.headers.getSetCookie()[0] ?? '').split(';', 1)[0] ?? '';
  const page = await visit(`${server.url}/desk`, { ...options, cookie });
  await page.locator('.desk[data-link=live]').waitFor();
  return page;
}

/** An alert that raises an alarm of its own, P2; of a category of its own, so that many of them are no campaign. */
export const highAlert = (asset: string, id = `AL-${asset}`): object =>
  event('security.alert', id, Date.now(), { severity: 'high', category: `loại ${asset}`, sensor: 'ids-1', asset });

/** An alert that raises an alarm P1. */
export const criticalAlert = (asset: string): object =>
  event('security.alert', `AL-${asset}`, Date.now(), {
    severity: 'critical',
    category: 'malware',
    sensor: 'ids-1',
    asset,
    assetLevel: 4,
  });

export const alertOver = (id: string): object =>
  event('security.alert_closed', id, Date.now(), { verdict: 'false_positive' });

export const rowOf = (page: Page, text: string) => page.locator('.desk-row', { hasText: text });

/** Goes to the row by keys alone, as a person does: from the top, one step at a time. */
export async function goTo(page: Page, text: string): Promise<void> {
  await rowOf(page, text).waitFor();
  await page.keyboard.press('Home');
  const selected = page.locator('.desk-row[aria-selected=true]');
  for (let step = 0; step < 60; step++) {
    await selected.waitFor();
    if ((await selected.textContent())?.includes(text)) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`${text} was not reached in 60 steps`);
}

/** The ids of the rows in sight, from top to bottom. */
export const idsInSight = (page: Page): Promise<string[]> =>
  page.locator('.desk-row').evaluateAll((rows) =>
    rows
      .map((row) => ({ id: (row as HTMLElement).dataset.occurrence ?? '', top: row.getBoundingClientRect().top }))
      .sort((a, b) => a.top - b.top)
      .map(({ id }) => id),
  );
