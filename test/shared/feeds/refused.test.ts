import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../shared/time.ts';
import { at, createModelBench, type ModelBench } from '../../support/model-bench.ts';

const SOURCE = '/t/motcua';
const refuse = (bench: ModelBench, time: number, quarantined: number): void =>
  bench.send('feed.counted', SOURCE, time, { duplicates: 0, quarantined }, { source: '/ioc/door' });
const accept = (bench: ModelBench, time: number, count: number): void => {
  for (let n = 0; n < count; n++) bench.send('dossier.rated', 'D', time, { rating: 'satisfied' }, { source: SOURCE });
};

describe('A03', () => {
  it('by share: more than one per cent of at least a hundred in the hour', () => {
    const bench = createModelBench();
    accept(bench, at('09:00'), 97);
    refuse(bench, at('09:00'), 2);
    expect(bench.judge(at('09:00'))).toEqual([]); // 2 of 99
    accept(bench, at('09:01'), 1);
    expect(bench.judge(at('09:01'))).toEqual(['alarm.raised P3']); // 2 of 100
    accept(bench, at('09:02'), 100);
    expect(bench.judge(at('09:02'))).toEqual(['alarm.repeated']); // 2 of 200: at the limit what stands stays
    accept(bench, at('09:03'), 70);
    expect(bench.judge(at('09:03'))).toEqual(['alarm.returned']); // 0.74 %
    expect(bench.judge(at('09:04'))).toEqual([]);
  });

  it('not at one per cent exactly', () => {
    const bench = createModelBench();
    accept(bench, at('09:00'), 198);
    refuse(bench, at('09:00'), 2);
    expect(bench.judge(at('09:00'))).toEqual([]);
  });

  it('by number: more than fifty in ten minutes, also of a feed of which nothing was ever good', () => {
    const bench = createModelBench();
    refuse(bench, at('09:00'), 50);
    expect(bench.judge(at('09:00'))).toEqual([]);
    refuse(bench, at('09:09:59'), 1);
    expect(bench.judge(at('09:09:59'))).toEqual(['alarm.raised P3']);
    expect(bench.open('A03')[SOURCE]?.text).toBe(
      'Nguồn /t/motcua: 51 trên 51 sự kiện trong một giờ bị cách ly (100 %)',
    );
    expect(bench.judge(at('09:10'))).toEqual(['alarm.returned']);
  });

  it('forgets after an hour, and by itself', () => {
    const bench = createModelBench();
    accept(bench, at('09:00'), 150);
    refuse(bench, at('09:00'), 5);
    expect(bench.judge(at('09:00'))).toEqual(['alarm.raised P3']);
    expect(bench.judge(at('09:59:59'))).not.toContain('alarm.returned');
    expect(bench.judge(at('10:00'))).toContain('alarm.returned');
  });

  it('counts an hour alone, in any hour of the year', () => {
    const bench = createModelBench();
    for (let hour = 0; hour < 5; hour++) {
      refuse(bench, at('09:00') + hour * 60 * MINUTE_MS, 30);
      expect(bench.judge(at('09:00') + hour * 60 * MINUTE_MS)).toEqual([]);
    }
    const { lastHour } = bench.model.feeds.bySource.get(SOURCE)!;
    expect([lastHour.minute.length, lastHour.accepted.length, lastHour.quarantined.length]).toEqual([60, 60, 60]);
  });
});

describe('A04', () => {
  const beat = (bench: ModelBench, time: number, clockOffsetMs?: number): void => {
    const offset = clockOffsetMs === undefined ? {} : { clockOffsetMs };
    bench.send('feed.heartbeat', SOURCE, time, { expectedEverySec: 60, ...offset }, { source: SOURCE });
  };

  it.each([
    [60_000, []],
    [60_001, ['alarm.raised P3']],
    [-60_000, []],
    [-60_001, ['alarm.raised P3']],
    [undefined, []],
  ])('an offset of %s ms', (offset, expected) => {
    const bench = createModelBench();
    beat(bench, at('09:00'), offset);
    expect(bench.judge(at('09:00'))).toEqual(expected);
  });

  it('says by how much and which way, and goes only clearly below the limit', () => {
    const bench = createModelBench();
    beat(bench, at('09:00'), 7 * 60 * MINUTE_MS);
    bench.judge(at('09:00'));
    expect(bench.open('A04')[SOURCE]?.text).toBe('Đồng hồ của nguồn /t/motcua nhanh 420 phút');
    beat(bench, at('09:01'), -75_000);
    bench.judge(at('09:01'));
    expect(bench.open('A04')[SOURCE]?.text).toBe('Đồng hồ của nguồn /t/motcua chậm 75 giây');
    beat(bench, at('09:02'), -45_001);
    expect(bench.judge(at('09:02'))).not.toContain('alarm.returned');
    beat(bench, at('09:03'), -45_000);
    expect(bench.judge(at('09:03'))).toContain('alarm.returned');
  });

  it('stays under the A01 of a feed that falls silent', () => {
    const bench = createModelBench();
    beat(bench, at('09:00'), 90_000);
    bench.judge(at('09:00'));
    bench.judge(at('09:05'));
    expect(bench.active('A01')).toEqual([SOURCE]);
    expect(bench.open('A04')[SOURCE]).toMatchObject({ cond: 'ACTIVE', supp: 'DESIGN' });
  });
});
