import { describe, expect, test } from 'vitest';
import { GRAVE_CATEGORIES } from '../../../../shared/sources/security/grave.ts';
import { createDesk, SUPERVISOR } from './desk.ts';
import { at, bench, summary } from './kit.ts';

const incident = (category = 'deface', system: string | undefined = 'srv-portal', more = {}) => ({
  severity: 'high',
  category,
  ...(system ? { system } : {}),
  systemLevel: 3,
  detectedAt: '2026-11-23T07:30:00+07:00',
  ...more,
});
const alert = (category = 'deface', asset = 'srv-portal', severity = 'high') => ({ severity, category, asset });

describe('A34, an incident', () => {
  test.each(Object.keys(GRAVE_CATEGORIES))('of category %s is told until it is closed', (category) => {
    const b = bench();
    b.send('incident_opened', 'SC-1', at('08:00'), incident(category));
    expect(summary(b.judge('A34', at('08:00')))).toEqual({ 'SC-1': ['P1', undefined] });
    b.send('incident_closed', 'SC-1', at('09:00'), incident(category));
    expect(b.judge('A34', at('09:00')).size).toBe(0);
  });

  test('of any other category is not; one that turns out to be grave is', () => {
    const b = bench();
    b.send('incident_opened', 'SC-1', at('08:00'), incident('phishing'));
    expect(b.judge('A34', at('08:00')).size).toBe(0);
    b.send('incident_updated', 'SC-1', at('08:10'), incident('ransomware'));
    expect([...b.judge('A34', at('08:10')).keys()]).toEqual(['SC-1']);
  });

  test('disposed of stays so, until it is opened again or becomes another grave thing', () => {
    const b = bench();
    const told = () => b.judge('A34', at('12:00')).size;
    b.send('incident_opened', 'SC-1', at('08:00'), incident());
    b.dispose('A34', 'SC-1');
    b.send('incident_updated', 'SC-1', at('08:10'), incident());
    b.send('incident_opened', 'SC-1', at('08:11'), incident());
    expect(told()).toBe(0);
    b.send('incident_updated', 'SC-1', at('08:20'), incident('data_leak'));
    expect(told()).toBe(1);
    b.dispose('A34', 'SC-1');
    b.send('incident_closed', 'SC-1', at('09:00'), incident('data_leak'));
    b.send('incident_opened', 'SC-1', at('10:00'), incident('data_leak'));
    expect(told()).toBe(1);
  });

  test('an update of before, told late, changes nothing', () => {
    const b = bench();
    b.send('incident_opened', 'SC-1', at('08:00'), incident('ransomware'));
    const first = b.judge('A34', at('08:00')).get('SC-1');
    expect(b.send('incident_updated', 'SC-1', at('07:00'), incident('phishing'), at('08:30'))).toBe(true);
    expect(b.judge('A34', at('08:30')).get('SC-1')).toEqual(first);
  });
});

describe('A34, confirmed by a verdict', () => {
  test('a high alert that is real is told by category and asset; a medium one, a false one, another category are not', () => {
    const b = bench();
    b.alert('a', at('08:00'), alert());
    b.alert('b', at('08:00'), alert('thay_doi_giao_dien'));
    b.alert('c', at('08:00'), alert('deface', 'srv-2'));
    b.alert('d', at('08:00'), alert('ransomware', 'srv-3', 'medium'));
    b.alert('e', at('08:00'), alert('malware', 'srv-4'));
    b.alert('f', at('08:00'), { severity: 'critical', category: 'ransomware' });
    expect(b.judge('A34', at('08:01')).size).toBe(0);
    for (const id of ['a', 'b', 'd', 'e', 'f']) b.close(id, at('08:30'), 'true_positive');
    b.close('c', at('08:30'), 'false_positive');
    const told = { 'deface@srv-portal': ['P1', 2], 'ransomware@?': ['P1', 1] };
    expect(summary(b.judge('A34', at('08:30')))).toEqual(told);
    const all = b.judge('A34', at('08:30'), { params: { severity: 2 } });
    expect(summary(all)).toEqual({ ...told, 'ransomware@srv-3': ['P1', 1] });
    expect(b.judge('A34', at('08:30'), { params: { severity: 4 } }).size).toBe(1);
  });

  test('whichever comes first, the alert or its verdict; a verdict that is corrected takes it back', () => {
    const b = bench();
    b.close('a', at('08:30'), 'true_positive', at('08:30'));
    b.alert('a', at('08:00'), alert(), at('08:31'));
    expect(b.judge('A34', at('08:31')).size).toBe(1);
    b.close('a', at('08:20'), 'false_positive', at('08:32'));
    expect(b.judge('A34', at('08:32')).size).toBe(1);
    b.close('a', at('08:40'), 'false_positive', at('08:40'));
    expect(b.judge('A34', at('08:40')).size).toBe(0);
    b.close('a', at('08:50'), 'true_positive', at('08:50'));
    expect(b.judge('A34', at('08:50')).size).toBe(1);
  });

  test('an incident of the same kind on the same system speaks for it, and ends it', () => {
    const b = bench();
    b.alert('a', at('08:00'), alert());
    b.alert('b', at('08:00'), alert('deface', 'srv-2'));
    b.close('a', at('08:30'), 'true_positive');
    b.close('b', at('08:30'), 'true_positive');
    b.send('incident_opened', 'SC-1', at('08:40'), incident('thay_doi_giao_dien'));
    expect([...b.judge('A34', at('08:40')).keys()].sort()).toEqual(['SC-1', 'deface@srv-2']);
    b.send('incident_closed', 'SC-1', at('12:00'), incident('thay_doi_giao_dien'));
    expect([...b.judge('A34', at('12:00')).keys()]).toEqual(['deface@srv-2']);
    b.alert('c', at('13:00'), alert());
    b.close('c', at('13:01'), 'true_positive');
    expect(summary(b.judge('A34', at('13:01')))['deface@srv-portal']).toEqual(['P1', 1]);
  });

  test('disposed of only what is confirmed later counts; a silent feed changes nothing', () => {
    const b = bench();
    b.alert('a', at('08:00'), alert());
    b.alert('b', at('08:00'), alert());
    b.close('a', at('08:30'), 'true_positive');
    b.dispose('A34', 'deface@srv-portal');
    expect(b.judge('A34', at('08:31')).size).toBe(0);
    b.close('b', at('08:40'), 'true_positive');
    b.silent.add('/soc');
    expect(summary(b.judge('A34', at('08:41')))).toEqual({ 'deface@srv-portal': ['P1', 1] });
  });
});

test('its return is latched until a supervisor resets it', () => {
  const desk = createDesk();
  desk.send('incident_opened', 'SC-1', at('08:00'), incident());
  desk.judge(at('08:00:01'));
  expect(desk.act('ack', 'A34', 'SC-1', at('08:01'))).toBe('done');
  expect(desk.act('reset', 'A34', 'SC-1', at('08:01:10'), SUPERVISOR)).toBe('STILL_ACTIVE');
  desk.send('incident_closed', 'SC-1', at('09:00'), incident());
  desk.judge(at('09:00:01'));
  expect(desk.rows()['A34 SC-1']).toBe('rtn_latched');
  expect(desk.act('reset', 'A34', 'SC-1', at('09:05'), SUPERVISOR)).toBe('done');
  expect(desk.rows()['A34 SC-1']).toBeUndefined();
});
