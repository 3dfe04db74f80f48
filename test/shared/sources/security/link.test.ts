import { describe, expect, test } from 'vitest';
import { createDesk } from './desk.ts';
import { at, bench } from './kit.ts';

const down = { state: 'down' };
const up = (pending?: number) => ({ state: 'up', ...(pending === undefined ? {} : { pending }) });

describe('A36, the link to the national centre', () => {
  test('down for a quarter of an hour, to the millisecond', () => {
    const desk = createDesk();
    desk.send('link', 'ncsc', at('08:00'), down);
    desk.send('link', 'ncsc', at('08:14'), down);
    desk.beat(at('08:14:30'));
    expect(desk.judge(at('08:14:59.999'))).toEqual([]);
    expect(desk.judge(at('08:15'))).toEqual(['raised A36 ncsc']);
    expect(desk.row('A36', 'ncsc').priority).toBe('P2');
    desk.send('link', 'ncsc', at('08:16'), up(0));
    expect(desk.judge(at('08:16'))).toEqual(['returned A36 ncsc']);
  });

  test('up for a moment, the quarter of an hour begins anew', () => {
    const b = bench();
    b.send('link', 'ncsc', at('08:00'), down);
    b.send('link', 'ncsc', at('08:10'), up());
    b.send('link', 'ncsc', at('08:10:01'), down);
    expect(b.judge('A36', at('08:16')).get('ncsc')?.since).toBe(at('08:10:01'));
  });

  test('more waits in each of three reports in a row, since the report before the first of them', () => {
    const b = bench();
    const report = (clock: string, pending?: number) => b.send('link', 'ncsc', at(clock), up(pending));
    const told = (params = {}) => b.judge('A36', at('09:00'), { params }).get('ncsc')?.since;
    report('08:00', 5);
    report('08:05', 6);
    report('08:10', 7);
    expect(told()).toBeUndefined();
    expect(told({ rises: 2 })).toBe(at('08:00'));
    report('08:15', 8);
    expect(told()).toBe(at('08:00'));
    report('08:20', 8);
    expect(told()).toBeUndefined();
    for (const [clock, pending] of [
      ['08:25', 9],
      ['08:30', 10],
      ['08:35', 11],
    ] as const)
      report(clock, pending);
    expect(told()).toBe(at('08:20'));
    report('08:40');
    expect(told()).toBeUndefined();
  });

  test('down and growing: since the earlier of both, as down', () => {
    const b = bench();
    for (const [clock, pending] of [
      ['08:00', 1],
      ['08:05', 2],
      ['08:10', 3],
      ['08:15', 4],
    ] as const)
      b.send('link', 'ncsc', at(clock), { state: clock === '08:15' ? 'down' : 'up', pending });
    const finding = b.judge('A36', at('08:16'), { levels: { rising: 'P3' } }).get('ncsc');
    expect(finding).toMatchObject({ priority: 'P2', since: at('08:00') });
    expect(finding?.text).toBe('Đường truyền ncsc mất từ 08:15:00, 4 bản ghi chờ gửi');
    expect(b.judge('A36', at('08:20'), { levels: { rising: 'P3' } }).get('ncsc')).toBe(finding);
  });

  test('a report of before changes nothing', () => {
    const b = bench();
    b.send('link', 'ncsc', at('08:00'), down);
    expect(b.send('link', 'ncsc', at('07:59'), up(), at('08:10'))).toBe(true);
    expect(b.judge('A36', at('08:10')).size).toBe(1);
  });

  test('its feed falls silent: what stands goes under it and comes out again, nothing new is told', () => {
    const desk = createDesk();
    desk.beat(at('08:00'));
    desk.send('link', 'ncsc', at('08:00'), down);
    for (let minute = 1; minute <= 15; minute += 1) desk.beat(at('08:00') + minute * 60_000);
    expect(desk.judge(at('08:15'))).toEqual(['raised A36 ncsc']);
    expect(desk.judge(at('08:18'))).toEqual([]);
    expect(desk.judge(at('08:18:00.001'))).toEqual(['raised A01 /soc', 'suppressed A36 ncsc']);
    expect(desk.row('A36', 'ncsc').causeId).toBe(desk.row('A01', '/soc').occurrence);
    desk.send('link', 'other', at('08:30'), down, { time: at('08:00'), source: '/soc-2' });
    desk.beat(at('08:31'));
    expect(desk.judge(at('08:31'))).toContain('suppressed A36 ncsc');
    expect(desk.rows()).toMatchObject({ 'A36 ncsc': 'active_unack', 'A36 other': 'active_unack' });
  });

  test('down while its feed is silent: told when the feed speaks again and the link is still down', () => {
    const b = bench();
    b.send('link', 'ncsc', at('08:00'), down);
    b.silent.add('/soc');
    expect(b.judge('A36', at('08:30')).size).toBe(0);
    b.silent.clear();
    expect(b.judge('A36', at('08:31')).get('ncsc')).toMatchObject({ since: at('08:00'), causes: [] });
  });
});
