import { describe, expect, test } from 'vitest';
import { securitySource } from '../../../../shared/sources/security/index.ts';
import { securityTypes } from '../../../../shared/sources/security/schema.ts';
import { securityView } from '../../../../shared/sources/security/view-schema.ts';
import { at, bench } from './kit.ts';

const zero = { low: 0, medium: 0, high: 0, critical: 0 };
const none = { low: null, medium: null, high: null, critical: null };

describe('alerts on the wall', () => {
  test('before the first event every number is unknown, not zero', () => {
    const view = bench().view(at('08:00'));
    expect([view.asOf, view.today, view.open, view.openIncidents]).toEqual([null, none, none, null]);
    expect(view.lastHour).toEqual(Array(60).fill(null));
  });

  test('counted by severity and category on their own local day, open until closed', () => {
    const b = bench();
    b.alert('a', at('23:59:59.999', '2026-11-22'), { severity: 'high' });
    b.alert('b', at('00:00:00'), { severity: 'high', category: 'phishing' });
    b.alert('c', at('08:00'), { severity: 'critical', category: 'deface' });
    b.close('c', at('08:01'));
    const view = b.view(at('08:05'));
    expect(view.today).toEqual({ ...zero, high: 1, critical: 1 });
    expect(view.open).toEqual({ ...zero, high: 2 });
    expect(view.byCategory).toEqual({ phishing: 1, deface: 1 });
    expect(view.asOf).toBe('2026-11-23T08:01:00.000+07:00');
    expect(b.view(at('00:00', '2026-11-24')).today).toEqual(zero);
  });

  test('the same alert again counts once; its severity follows the newest word, its day the earliest', () => {
    const b = bench();
    b.alert('a', at('08:00'), { count: 3 });
    b.alert('a', at('08:10'), { severity: 'medium', category: 'botnet_ip', count: 900 });
    expect(b.view(at('08:11')).today).toEqual({ ...zero, medium: 1 });
    expect(b.view(at('08:11')).open).toEqual({ ...zero, medium: 1 });
    expect(b.view(at('08:11')).byCategory).toEqual({ botnet_ip: 1 });
    expect(b.alert('a', at('23:00', '2026-11-22'), { severity: 'critical' }, at('08:12'))).toBe(true);
    expect(b.view(at('08:12')).today).toEqual(zero);
    expect(b.view(at('08:12')).open).toEqual({ ...zero, medium: 1 });
  });

  test('closed before it came: counted, never open', () => {
    const b = bench();
    b.close('a', at('08:01'));
    expect(b.view(at('08:01')).open).toEqual(zero);
    expect(b.alert('a', at('08:00'), { severity: 'high' })).toBe(true);
    expect(b.view(at('08:02')).today).toEqual({ ...zero, high: 1 });
    expect(b.view(at('08:02')).open).toEqual(zero);
  });

  test('closing twice takes it away once', () => {
    const b = bench();
    b.alert('a', at('08:00'));
    b.close('a', at('08:01'));
    b.close('a', at('08:02'));
    expect(b.view(at('08:03')).open).toEqual(zero);
  });

  test('the last hour by minute: the running one last, unknown before anything was known', () => {
    const b = bench();
    b.alert('a', at('08:00:59'));
    b.alert('b', at('08:01:00'));
    b.alert('c', at('08:01:30'));
    const hour = b.view(at('08:02:10')).lastHour;
    expect(hour).toHaveLength(60);
    expect(hour.slice(56)).toEqual([null, 1, 2, 0]);
    expect(hour.slice(0, 57)).toEqual(Array(57).fill(null));
    expect(b.view(at('09:00:00')).lastHour[0]).toBe(2);
    expect(b.view(at('09:30')).lastHour).toEqual(Array(60).fill(0));
  });

  test('an alert that comes an hour late is late only by its day, and stands in its own minute', () => {
    const b = bench();
    b.alert('a', at('08:00'));
    expect(b.alert('b', at('08:10'), {}, at('08:50'))).toBe(false);
    expect(b.view(at('08:50')).lastHour[19]).toBe(1);
    expect(b.alert('c', at('23:00', '2026-11-22'), {}, at('08:51'))).toBe(true);
    expect(b.view(at('08:51')).today.low).toBe(2);
  });

  test('a sender that invents categories does not swell the view', () => {
    const b = bench();
    for (let i = 0; i < 500; i += 1) b.alert(`a${i}`, at('08:00'), { category: `c${i}` });
    b.alert('x', at('08:00'), { category: 'c0' });
    const counts = b.view(at('08:01')).byCategory;
    expect(Object.keys(counts)).toHaveLength(100);
    expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(501);
    expect(counts.c0).toBe(2);
  });

  test('what did not change is the same object; the view fits its schema', () => {
    const b = bench();
    const incident = { severity: 'high', category: 'malware', detectedAt: '2026-11-23T07:00:00+07:00' };
    b.send('incident_opened', 'i1', at('08:00'), incident);
    b.send('link', 'ncsc', at('08:00'), { state: 'up' });
    b.alert('a', at('08:00'));
    const first = b.view(at('08:00:10'));
    expect(securityView.parse(first)).toEqual(first);
    expect(b.view(at('08:00:11'))).toBe(first);
    b.alert('b', at('08:00:12'));
    const second = b.view(at('08:00:12'));
    expect(second.incidents).toBe(first.incidents);
    expect(second.links).toBe(first.links);
    expect(second.today).not.toBe(first.today);
    b.send('incident_opened', 'i2', at('08:00:13'), incident);
    const third = b.view(at('08:00:13'));
    expect(third.incidents.i1).toBe(first.incidents.i1);
    expect(third.today).toBe(second.today);
  });

  test('forgets alerts and closed incidents last known before, keeps open incidents', () => {
    const b = bench();
    const incident = { severity: 'high', category: 'malware', detectedAt: '2026-11-23T07:00:00+07:00' };
    b.alert('a', at('08:00'), { severity: 'high', asset: 'srv' });
    b.alert('b', at('09:00'), { severity: 'high', asset: 'srv' });
    b.send('incident_opened', 'i1', at('08:00'), incident);
    b.send('incident_closed', 'i2', at('08:00'), incident);
    securitySource.forget(b.model, at('08:30'));
    expect([...b.model.alerts.keys(), ...b.model.incidents.keys()]).toEqual(['b', 'i1']);
    expect(b.view(at('09:01')).open.high).toBe(1);
    expect(b.judge('A31', at('09:01')).get('malware@srv')?.count).toBe(1);
  });
});

describe('incidents and links', () => {
  const data = (severity: string) => ({
    severity,
    category: 'malware',
    system: 'motcua',
    systemLevel: 3,
    detectedAt: '2026-11-23T07:00:00+07:00',
  });

  test('an open incident with its report clock, five days after detection', () => {
    const b = bench();
    b.send('incident_opened', 'i1', at('08:00'), data('medium'));
    b.send('incident_updated', 'i1', at('08:10'), { ...data('critical'), beyondCapacity: true });
    expect(b.send('incident_updated', 'i1', at('08:05'), data('low'))).toBe(true);
    const view = b.view(at('08:11'));
    expect(view.openIncidents).toBe(1);
    expect(view.incidents.i1).toEqual({
      severity: 'critical',
      category: 'malware',
      system: 'motcua',
      systemLevel: 3,
      detectedAt: '2026-11-23T07:00:00.000+07:00',
      reportDueAt: '2026-11-28T07:00:00.000+07:00',
      beyondCapacity: true,
    });
    b.send('incident_closed', 'i1', at('09:00'), data('critical'));
    expect([b.view(at('09:01')).openIncidents, b.view(at('09:01')).incidents]).toEqual([0, {}]);
  });

  test('closed before opened, and updated after closing, stay closed; opened anew is open', () => {
    const b = bench();
    b.send('incident_closed', 'i1', at('09:00'), data('high'));
    expect(b.send('incident_opened', 'i1', at('08:00'), data('high'))).toBe(true);
    b.send('incident_updated', 'i1', at('09:10'), data('high'));
    expect(b.view(at('09:11')).openIncidents).toBe(0);
    b.send('incident_opened', 'i1', at('09:20'), data('high'));
    expect(b.view(at('09:21')).openIncidents).toBe(1);
    b.send('incident_closed', 'i1', at('09:19'), data('high'));
    expect(b.view(at('09:22')).openIncidents).toBe(1);
  });

  test('a link keeps the instant since when it is down', () => {
    const b = bench();
    b.send('link', 'ncsc', at('08:00'), { state: 'up' });
    b.send('link', 'ncsc', at('08:10'), { state: 'down', pending: 3 });
    b.send('link', 'ncsc', at('08:20'), { state: 'down', pending: 9 });
    expect(b.send('link', 'ncsc', at('08:15'), { state: 'up' })).toBe(true);
    expect(b.view(at('08:21')).links).toEqual({
      ncsc: { state: 'down', since: '2026-11-23T08:10:00.000+07:00', pending: 9 },
    });
  });
});

describe('the door', () => {
  test.each([
    ['security.alert', { severity: 'nghiem_trong', category: 'c', sensor: 's' }, 'severity'],
    ['security.alert', { severity: 'low', category: 'c' }, 'sensor'],
    ['security.alert', { severity: 'low', category: 'c', sensor: 's', assetLevel: 6 }, 'assetLevel'],
    ['security.alert', { severity: 'low', category: 'c', sensor: 's', count: 0 }, 'count'],
    ['security.alert_closed', { verdict: 'maybe' }, 'verdict'],
    ['security.incident_opened', { severity: 'low', category: 'c', detectedAt: '2026-11-23 07:00' }, 'detectedAt'],
    ['security.link', { state: 'half' }, 'state'],
  ] as const)('%s refuses %j at %s', (type, data, path) => {
    expect(securityTypes[type].safeParse(data).error?.issues[0]?.path[0]).toBe(path);
  });

  test('unknown fields are dropped', () => {
    const alert = { severity: 'low', category: 'c', sensor: 's' };
    expect(securityTypes['security.alert'].parse({ ...alert, userName: 'Nguyễn Văn A' })).toEqual(alert);
  });
});
