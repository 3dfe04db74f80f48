import { describe, expect, test } from 'vitest';
import { securitySource } from '../../../../shared/sources/security/index.ts';
import { defaultsFor } from '../../../support/rule-defaults.ts';
import { createDesk } from './desk.ts';
import { at, bench, ctx, summary } from './kit.ts';

const critical = (asset?: string, assetLevel?: number) => ({
  severity: 'critical',
  ...(asset ? { asset } : {}),
  ...(assetLevel ? { assetLevel } : {}),
});

describe('A30, critical on an important system', () => {
  test('one alarm an asset, or an alert where there is none; below level 3 none, of unknown level one', () => {
    const b = bench();
    b.alert('a', at('08:00'), critical('srv-1', 3));
    b.alert('b', at('08:00'), critical('srv-1', 5));
    b.alert('c', at('08:00'), critical(undefined, 4));
    b.alert('d', at('08:00'), critical('srv-2', 2));
    b.alert('e', at('08:00'), critical('srv-3', undefined));
    const expected = { 'srv-1': ['P1', 2], c: ['P1', 1], 'srv-3': ['P1', 1] };
    expect(summary(b.judge('A30', at('08:00:01')))).toEqual(expected);
  });

  test('from which level a system is important can be set, also for what is open', () => {
    const b = bench();
    for (const level of [1, 2, 3, 4]) b.alert(`a${level}`, at('08:00'), critical('srv-1', level));
    b.alert('b', at('08:00'), critical('srv-2', 2));
    const of = (assetLevel: number) => summary(b.judge('A30', at('08:01'), { params: { assetLevel } }));
    expect(of(2)).toEqual({ 'srv-1': ['P1', 3], 'srv-2': ['P1', 1] });
    expect(of(4)).toEqual({ 'srv-1': ['P1', 1] });
    expect(of(5)).toEqual({});
    expect(b.judge('A30', at('08:01'), { levels: { critical: 'P2' } }).get('srv-1')?.priority).toBe('P2');
  });

  test('true until all are closed', () => {
    const b = bench();
    b.alert('a', at('08:00'), critical('srv-1', 3));
    b.alert('b', at('08:01'), critical('srv-1', 3));
    b.close('a', at('08:02'));
    expect(summary(b.judge('A30', at('08:02')))).toEqual({ 'srv-1': ['P1', 1] });
    b.close('b', at('08:03'));
    expect(summary(b.judge('A30', at('08:03')))).toEqual({});
  });

  test('once disposed of only what is newer counts', () => {
    const b = bench();
    b.alert('a', at('08:00'), critical('srv-1', 3));
    b.alert('b', at('08:00'), critical('srv-1', 3));
    b.dispose('A30', 'srv-1');
    expect(summary(b.judge('A30', at('08:01')))).toEqual({});
    b.alert('c', at('08:02'), critical('srv-1', 3));
    expect(summary(b.judge('A30', at('08:02')))).toEqual({ 'srv-1': ['P1', 1] });
  });

  test('an alert that rises to critical moves over from A31', () => {
    const b = bench();
    b.alert('a', at('08:00'), { severity: 'high', asset: 'srv-1', assetLevel: 3 });
    expect(b.judge('A31', at('08:00')).size).toBe(1);
    b.alert('a', at('08:01'), critical('srv-1', 3));
    expect(b.judge('A31', at('08:01')).size).toBe(0);
    expect(summary(b.judge('A30', at('08:01')))).toEqual({ 'srv-1': ['P1', 1] });
  });

  test('repeats on the device count in the alarm', () => {
    const b = bench();
    b.alert('a', at('08:00'), { ...critical('srv-1', 3), count: 40 });
    b.alert('b', at('08:00'), critical('srv-1', 3));
    expect(summary(b.judge('A30', at('08:01')))).toEqual({ 'srv-1': ['P1', 41] });
    b.alert('a', at('08:02'), { ...critical('srv-1', 3), count: 55 });
    expect(summary(b.judge('A30', at('08:03')))).toEqual({ 'srv-1': ['P1', 56] });
  });

  test('an alert that comes hours late is as urgent as any', () => {
    const b = bench();
    expect(b.alert('a', at('02:00'), critical('srv-1', 3), at('08:00'))).toBe(false);
    b.close('b', at('07:00'), 'true_positive', at('08:01'));
    b.alert('b', at('06:59'), critical('srv-1', 3), at('08:02'));
    expect(summary(b.judge('A30', at('08:03')))).toEqual({ 'srv-1': ['P1', 1] });
  });

  test('it stands whatever its feed does afterwards', () => {
    const b = bench();
    b.alert('a', at('08:00'), critical('srv-1', 3));
    b.silent.add('/soc');
    expect(b.judge('A30', at('09:00')).get('srv-1')).toMatchObject({ priority: 'P1' });
    expect(b.judge('A30', at('09:00')).get('srv-1')?.causes).toBeUndefined();
  });
});

describe('a judging costs what changed', () => {
  const rule = securitySource.rules.find(({ id }) => id === 'A30');
  function judging(b: ReturnType<typeof bench>, disposals: number, looks: string[]) {
    return rule?.judge(b.model, {
      ...ctx,
      ...defaultsFor(rule),
      now: at('08:00'),
      isActive: () => true,
      isRuleActive: () => false,
      disposals,
      disposedSeq: (subject) => {
        looks.push(subject);
        return -1;
      },
    });
  }

  test('of a thousand assets only those are looked at of which something came; nothing new is the same array', () => {
    const b = bench();
    for (let i = 0; i < 1_000; i += 1) b.alert(`a${i}`, at('08:00'), critical(`srv-${i}`, 3));
    const looks: string[] = [];
    const first = judging(b, 0, looks);
    expect([...(first ?? [])].length).toBe(1_000);
    expect(looks.length).toBe(1_000);
    looks.length = 0;
    expect(judging(b, 0, looks)).toBe(first);
    b.alert('low', at('08:00'));
    b.alert('more', at('08:00'), critical('srv-7', 3));
    b.close('a9', at('08:00'));
    const second = [...(judging(b, 0, looks) ?? [])];
    expect(looks).toEqual(['srv-7']);
    expect(second.length).toBe(999);
    const before = new Map([...(first ?? [])].map((one) => [one.subject, one]));
    expect(second.filter((one) => one !== before.get(one.subject)).map(({ subject }) => subject)).toEqual(['srv-7']);
    looks.length = 0;
    judging(b, 1, looks);
    expect(looks.length).toBe(999);
  });
});

test('disposed of by an operator, undone, and new ones after it', () => {
  const desk = createDesk();
  desk.send('alert', 'a', at('08:00'), { ...critical('srv-1', 3), category: 'malware', sensor: 'edr' });
  expect(desk.judge(at('08:00:01'))).toEqual(['raised A30 srv-1']);
  expect(desk.act('ack', 'A30', 'srv-1', at('08:00:05'))).toBe('done');
  expect(desk.judge(at('08:00:06'))).toEqual([]);
  const { occurrence } = desk.row('A30', 'srv-1');
  expect(desk.act('dispose', 'A30', 'srv-1', at('08:00:10'))).toBe('done');
  expect(desk.judge(at('08:00:11'))).toEqual([]);
  expect(desk.act('unack', 'A30', 'srv-1', at('08:00:20'))).toBe('done');
  expect(desk.judge(at('08:00:21'))).toEqual([]);
  expect(desk.row('A30', 'srv-1')).toMatchObject({ occurrence, cond: 'ACTIVE' });
  expect(desk.act('dispose', 'A30', 'srv-1', at('08:00:30'))).toBe('done');
  expect(desk.judge(at('08:00:31'))).toEqual([]);
  expect(desk.rows()).toEqual({});
  desk.send('alert', 'b', at('08:01'), { ...critical('srv-1', 3), category: 'malware', sensor: 'edr' });
  expect(desk.judge(at('08:01:01'))).toEqual(['raised A30 srv-1']);
  expect(desk.row('A30', 'srv-1')).toMatchObject({ count: 1, recurrenceOf: occurrence });
});
