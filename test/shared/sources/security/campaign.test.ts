// A campaign stays one alarm, whatever it hits (features.md 3#12, domain.md story 13), and nothing is lost in its shadow.
import { describe, expect, test } from 'vitest';
import { createDesk } from './desk.ts';
import { at } from './kit.ts';

type Desk = ReturnType<typeof createDesk>;
const alert = (severity: string, asset: string, category = 'brute_force') => ({
  severity,
  category,
  sensor: 'waf',
  asset,
  assetLevel: 2,
});

/** 250 alerts in 2.5 seconds, judged as they come. */
function burst(desk: Desk, from: number, severity = 'low', asset = (n: number) => `pc-${n}`): void {
  for (let n = 0; n < 250; n += 1) {
    desk.send('alert', `burst-${from}-${n}`, from + n * 10, alert(severity, asset(n)));
    if (n % 5 === 0) desk.judge(from + n * 10 + 1);
  }
}
const beats = (desk: Desk, from: number, to: number): void => {
  for (let now = from; now <= to; now += 30_000) {
    desk.beat(now);
    desk.judge(now);
  }
};

describe('sixty thousand alerts, a hundred a second', () => {
  test.each([
    ['high', 'on 5,000 assets', (n: number) => `pc-${n % 5_000}`],
    ['medium', 'on one asset', () => 'srv-1'],
  ])(
    '%s %s: one alarm with their count, at most one word of it a second',
    (severity, _where, asset) => {
      const desk = createDesk();
      const begin = at('08:00');
      for (let n = 0; n < 60_000; n += 1) {
        desk.send('alert', `c${n}`, begin + n * 10, alert(severity, asset(n)));
        if (n % 25 === 24) desk.judge(begin + n * 10 + 1);
      }
      desk.judge(begin + 601_000);
      expect(desk.announced()).toEqual(['A33 brute_force']);
      expect(desk.model.alarms.open.size).toBe(1);
      expect(desk.row('A33', 'brute_force')).toMatchObject({ count: 60_000, priority: 'P1' });
      const told = desk.log.filter(({ type }) => type === 'alarm.repeated').map(({ time }) => time);
      expect(told.length).toBeGreaterThan(500);
      expect(told.every((time, index) => index === 0 || time - (told[index - 1] ?? 0) >= 1_000)).toBe(true);
    },
    60_000,
  );
});

describe('what stands beside a campaign', () => {
  const BURST = at('08:10');
  /** Half-hour of three high alerts on three assets, then the burst. */
  function office(): Desk {
    const desk = createDesk();
    for (const asset of ['srv-1', 'srv-2', 'srv-3']) desk.send('alert', asset, at('08:00'), alert('high', asset));
    desk.send('alert', 'other', at('08:00'), alert('high', 'srv-1', 'phishing'));
    for (let n = 0; n < 5; n += 1) desk.send('alert', `m${n}`, at('08:00'), alert('medium', `pc-${n}`));
    beats(desk, at('08:00'), at('08:09:30'));
    return desk;
  }

  test('goes under it, silent, and does not break out because it spreads; another category does not', () => {
    const desk = office();
    burst(desk, BURST, 'high');
    const cause = desk.row('A33', 'brute_force').occurrence;
    for (const subject of ['brute_force@srv-1', 'brute_force@srv-2', 'brute_force@srv-3'])
      expect(desk.row('A31', subject)).toMatchObject({ supp: 'DESIGN', causeId: cause, priority: 'P2' });
    expect(desk.rows()).toMatchObject({
      'A32 brute_force': 'suppressed',
      'A31 phishing@srv-1': 'active_unack',
      'A33 brute_force': 'active_unack',
    });
    expect(desk.model.alarms.symptoms.get(cause)).toBe(4);
    expect(desk.announced().filter((one) => one.startsWith('A31 brute_force@pc'))).toEqual([]);
  });

  test('what comes meanwhile is raised when it is over, what stood alarms again, what was closed is gone', () => {
    const desk = office();
    burst(desk, BURST);
    desk.send('alert', 'during', at('08:11'), alert('high', 'srv-9'));
    desk.send('alert_closed', 'srv-2', at('08:11'), { verdict: 'false_positive' });
    beats(desk, at('08:11'), at('08:14'));
    expect(desk.rows()['A31 brute_force@srv-9']).toBeUndefined();
    expect(desk.rows()['A31 brute_force@srv-2']).toBeUndefined();
    const silent = desk.log.length;
    beats(desk, at('08:14:30'), at('08:15'));
    expect(desk.rows()).toMatchObject({
      'A33 brute_force': 'rtn_unack',
      'A31 brute_force@srv-1': 'active_unack',
      'A31 brute_force@srv-3': 'active_unack',
      'A31 brute_force@srv-9': 'active_unack',
      'A32 brute_force': 'active_unack',
    });
    const spoken = desk.log.slice(silent).filter(({ type }) => type.startsWith('alarm.'));
    // Each once, and all at the same instant as the return of the campaign.
    expect(new Set(spoken.map(({ type, subject }) => `${type} ${subject}`)).size).toBe(spoken.length);
    expect(desk.row('A31', 'brute_force@srv-1').hornAt).toBe(desk.row('A33', 'brute_force').returnedAt);
  });

  test('a notice that is disposed of under it does not come again', () => {
    const desk = office();
    expect(desk.act('dispose', 'A31', 'brute_force@srv-1', at('08:09:40'))).toBe('done');
    burst(desk, BURST);
    beats(desk, at('08:11'), at('08:20'));
    expect(desk.rows()['A31 brute_force@srv-1']).toBeUndefined();
    expect(desk.rows()['A31 brute_force@srv-3']).toBe('active_unack');
  });

  test('where A33 is switched off nothing is hidden', () => {
    const desk = office();
    desk.switchOn('A33', false, at('08:09:45'));
    burst(desk, BURST);
    desk.send('alert', 'during', at('08:10:26'), alert('high', 'srv-9'));
    beats(desk, at('08:11'), at('08:11'));
    expect(desk.rows()['A33 brute_force']).toBeUndefined();
    expect(desk.rows()).toMatchObject({
      'A31 brute_force@srv-1': 'active_unack',
      'A31 brute_force@srv-9': 'active_unack',
    });
  });
});

describe('the feed falls silent in a campaign', () => {
  test('the campaign goes under the feed; when the feed speaks again and it is over, it closes', () => {
    const desk = createDesk();
    burst(desk, at('08:00'));
    for (let now = at('08:00:30'); now <= at('08:03:25'); now += 1_000) desk.judge(now);
    expect(desk.rows()).toEqual({ 'A33 brute_force': 'suppressed', 'A01 /soc': 'active_unack' });
    for (let now = at('08:03:30'); now <= at('08:20'); now += 10_000) desk.judge(now);
    expect(desk.rows()['A33 brute_force']).toBe('suppressed');
    desk.beat(at('08:20:05'));
    desk.judge(at('08:20:05'));
    expect(desk.rows()['A33 brute_force']).toBeUndefined();
  });

  test('it comes out with its horn when it is still burning', () => {
    const desk = createDesk();
    burst(desk, at('08:00'));
    for (let now = at('08:00:30'); now <= at('08:03:30'); now += 1_000) desk.judge(now);
    expect(desk.rows()['A33 brute_force']).toBe('suppressed');
    burst(desk, at('08:03:31'));
    desk.judge(at('08:03:57'));
    expect(desk.rows()['A33 brute_force']).toBe('active_unack');
    expect(desk.row('A33', 'brute_force')).toMatchObject({ count: 500, hornAt: at('08:03:31') + 1 });
  });

  test('one that explains others stays where it is seen', () => {
    const desk = createDesk();
    desk.send('alert', 'before', at('08:00'), alert('high', 'srv-1'));
    beats(desk, at('08:00'), at('08:00:30'));
    burst(desk, at('08:01'));
    for (let now = at('08:01:30'); now <= at('08:10'); now += 5_000) desk.judge(now);
    expect(desk.rows()).toEqual({
      'A33 brute_force': 'active_unack',
      'A31 brute_force@srv-1': 'suppressed',
      'A01 /soc': 'active_unack',
    });
  });
});
