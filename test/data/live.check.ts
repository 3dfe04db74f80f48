// Real files through `npm run feed` into a running server, and what the view then says against figures from the raw files.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { View } from '../../shared/view.ts';
import { dayFigures, receiptCases } from './figures.ts';
import { jsonOf, linesOf, pathOf } from './files.ts';
import { type Door, openDoor } from './server.ts';

const RECEIPT = ['--format', 'csv', '--map', 'docs/mappings/receipt.jsonata', pathOf('dossiers/receipt.csv')];
const UPPTIME_FILE = 'conference/upptime_dhbern_2026-01-20_04-30.jsonl';
const UPPTIME = ['--format', 'json', '--map', 'docs/mappings/upptime.jsonata', pathOf(UPPTIME_FILE)];
const SURICATA = ['--format', 'eve', pathOf('alerts/suricata_wrccdc-2018_alerts.json')];

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door?.close());

const viewAt = async (instant: string): Promise<View> =>
  (await door.get<{ view: View }>(`/api/view?at=${encodeURIComponent(instant)}&as=now`)).view;

describe('receipt.csv', () => {
  const cases = receiptCases();

  it('is accepted whole, and sent again it is a duplicate whole', async () => {
    const first = await door.feed(...RECEIPT);
    expect([first.code, first.summary?.duplicates, first.summary?.quarantined], first.stderr).toEqual([0, 0, 0]);
    expect(first.summary?.accepted).toBe(first.summary?.sent);
    const again = await door.feed(...RECEIPT);
    expect([again.code, again.summary?.accepted, again.summary?.duplicates]).toEqual([0, 0, first.summary?.sent]);
  });

  it.each(['2011-05-02', '2010-10-02', '2011-10-31', '2012-01-23'])(
    '%s, as known now, at the end of the day',
    async (day) => {
      const instant = `${day}T23:59:59.999+07:00`;
      const expected = dayFigures(cases, Date.parse(instant));
      const { dossier, quality } = await viewAt(instant);
      const all: Readonly<Record<string, unknown>> = dossier;
      const figures = Object.fromEntries(Object.keys(expected).map((name) => [name, all[name]]));
      const byAgency = Object.fromEntries(
        Object.keys(expected.byAgency).map((agency) => {
          const { received, resolved, open, overdue } = dossier.byAgency[agency] ?? {};
          return [agency, { received, resolved, open, overdue }];
        }),
      );
      expect({ ...figures, byAgency }).toEqual(expected);
      expect(dossier.byLevel).toEqual({ 2: 0, 3: 0, 4: 0, unknown: expected.received });
      expect(quality.balance).toBe(true);
    },
  );
});

it('upptime: who is up and who is down after the last check', async () => {
  const { code, summary, stderr } = await door.feed(...UPPTIME);
  expect([code, summary?.quarantined, summary?.duplicates], stderr).toEqual([0, 0, 0]);
  const checks = linesOf<{ endpoint: string; status: string; commit_time: string }>(UPPTIME_FILE);
  const last = new Map(checks.map(({ endpoint, status }) => [endpoint, status]));
  const down = [...last.values()].filter((status) => status === 'down').length;
  const { conference } = await viewAt(new Date(Date.parse(checks.at(-1)!.commit_time) + 1000).toISOString());
  expect(conference.endpoints).toEqual({ total: 52, online: 52 - down, dropped: down, left: 0, unknown: 0 });
  for (const [endpoint, status] of last)
    expect(conference.grid[endpoint]?.state, endpoint).toBe(status === 'up' ? 'online' : 'dropped');
});

it('suricata: alerts of the day by severity', async () => {
  const { code, summary, stderr } = await door.feed(...SURICATA);
  expect([code, summary?.accepted, summary?.quarantined], stderr).toEqual([0, 207, 0]);
  const alerts = jsonOf<{ timestamp: string; alert: { severity: number; category: string } }[]>(
    'alerts/suricata_wrccdc-2018_alerts.json',
  ).map((each) => ({
    at: Date.parse(each.timestamp.replace(/(\.\d{3})\d*([+-]\d\d)(\d\d)$/, '$1$2:$3')),
    ...each.alert,
  }));
  const end = Math.max(...alerts.map(({ at }) => at));
  const day = (at: number): number => Math.floor((at + 7 * 3_600_000) / 86_400_000);
  const today = alerts.filter(({ at }) => day(at) === day(end));
  const of = (list: typeof alerts, severity: number): number =>
    list.filter((each) => each.severity === severity).length;
  const figures = (list: typeof alerts) => ({ critical: 0, high: of(list, 1), medium: of(list, 2), low: of(list, 3) });
  const { security } = await viewAt(new Date(end).toISOString());
  expect(security.today).toEqual(figures(today));
  expect(security.open).toEqual(figures(alerts));
  const byCategory: Record<string, number> = {};
  for (const { category } of today) byCategory[category] = (byCategory[category] ?? 0) + 1;
  expect(security.byCategory).toEqual(byCategory);
  expect(security.lastHour.reduce((sum: number, count) => sum + (count ?? 0), 0)).toBe(
    alerts.filter(({ at }) => Math.floor(at / 60_000) > Math.floor(end / 60_000) - 60).length,
  );
});

it('the alerts have raised alarms; one is acknowledged once, the second time the first is named', async () => {
  type Row = { occurrence: string; version: number; rule: string; state: string };
  const open = async (): Promise<Row[]> =>
    Object.values((await door.get<{ alarms: Row[] }>('/api/alarms?rule=A31&limit=1000')).alarms);
  await expect.poll(async () => (await open()).length, { timeout: 20_000 }).toBeGreaterThan(0);
  const alarm = (await open()).find(({ state }) => state === 'active_unack')!;
  const acknowledge = () =>
    door.act(`/api/alarms/${alarm.occurrence}/ack`, { id: randomUUID(), version: alarm.version, reason: 'checked' });
  expect(await acknowledge()).toMatchObject({ status: 200, body: { ok: true } });
  expect(await acknowledge()).toMatchObject({ status: 409, body: { ok: false, code: 'ALREADY_ACKED', by: 'admin' } });
});

it('what the view was at an instant of the session is found again, as known then', async () => {
  type Answer = { seq: number; at: string; hash: string };
  const live: Answer[] = [];
  for (let n = 0; n < 3; n++) live.push(await door.get<Answer>('/api/view'));
  for (const { seq, at, hash } of live) {
    expect(await door.get(`/api/view?at=${encodeURIComponent(at)}&as=then`)).toMatchObject({ seq, hash });
    expect(await door.get(`/api/view?seq=${seq}&at=${encodeURIComponent(at)}`)).toMatchObject({ seq, hash });
  }
});

it.each([
  ['csv', 'dossiers/nyc311_sample_1000.csv', 'nyc311'],
  ['csv', 'dossiers/bpic2013_day_2012-05-04.csv', 'bpic2013-day'],
  ['json', 'conference/bbb_new-events-2_5.xml', 'bbb'],
  ['json', 'alerts/wazuh_ruleset_logs_open.jsonl', 'wazuh'],
  ['json', 'alerts/webhooks_alerta_open.json', 'webhooks'],
  ['eve', 'alerts/suricata_eve_alert_wazuh.ndjson', null],
  ['zeek', 'alerts/zeek_notice_2018-03-24.ndjson', null],
  ['syslog', 'alerts/syslog_rfc5424_wrccdc_open.jsonl', null],
  ['alertmanager', 'alerts/webhooks_alerta_open.json', null],
])('%s %s: the door takes every event', async (format, file, mapping) => {
  const map = mapping === null ? [] : ['--map', `docs/mappings/${mapping}.jsonata`];
  // Log lines without a year: the latest before the file was written, which for a copy is not the date of the copy.
  const { code, summary, stderr } = await door.feed(
    '--format',
    format,
    '--written',
    '2020-12-31',
    ...map,
    pathOf(file),
  );
  expect(code, stderr).toBe(0);
  expect(summary?.sent).toBeGreaterThan(0);
  expect([summary?.accepted, summary?.duplicates, summary?.quarantined], stderr).toEqual([summary?.sent, 0, 0]);
});

it('a key that is not known ends the feed with 1 and a line that says why', async () => {
  const refused = await door.feed('--key', 'not-the-right-key-0000', ...SURICATA);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('401');
  expect(refused.summary).toMatchObject({ sent: 0, accepted: 0 });
});
