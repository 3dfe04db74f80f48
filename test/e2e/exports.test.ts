// A supervisor takes a report off the desk: one click, a file on the disk, and a word where it cannot be had.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { act, raise } from '../support/alarm.ts';
import { browserOfFile } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const { visit } = browserOfFile();
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  await act(server, 'operator', await raise(server, 'srv-1'), 'ack');
});
afterAll(() => server.end());

it('saves the report of the shift under a name that says what it is', async () => {
  const page = await visit(`${server.url}/desk#kpi`, { cookie: await server.cookie('supervisor') });
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Báo cáo ca này' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^TRICH-XUAT_bao-cao-ca-[123]_\d{4}-\d{2}-\d{2}_luc-do_so-\d+\.pdf$/);
  expect(readFileSync(await file.path()).toString('latin1', 0, 5)).toBe('%PDF-');
  await page.getByText('Đã lập xong.').waitFor();
});

it('offers none to an operator', async () => {
  const page = await visit(`${server.url}/desk#kpi`, { cookie: await server.cookie('operator') });
  await page.getByRole('heading', { name: 'Số liệu cảnh báo' }).waitFor();
  expect(await page.getByRole('button', { name: 'Báo cáo ca này' }).count()).toBe(0);
});
