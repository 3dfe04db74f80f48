import { describe, expect, it } from 'vitest';
import { defaultCalendar } from '../../../shared/calendar.ts';
import { usualNow } from '../../../shared/feeds/empty.ts';
import { HISTORY_DAYS } from '../../../shared/feeds/model.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/time.ts';
import { at, createModelBench, type ModelBench } from '../../support/model-bench.ts';

const SOURCE = '/t/motcua';
const beat = (bench: ModelBench, time: number): void =>
  bench.send('feed.heartbeat', SOURCE, time, { expectedEverySec: 600 }, { source: SOURCE });

/** Events of the hours 8 to 16 of a day, so many each hour. */
function bring(bench: ModelBench, midnight: number, perHour: number): void {
  for (let hour = 8; hour < 17; hour++)
    for (let n = 0; n < perHour; n++)
      bench.send(
        'dossier.rated',
        `D${n}`,
        midnight + hour * 60 * MINUTE_MS + n * MINUTE_MS,
        { rating: 'satisfied' },
        { source: SOURCE },
      );
}

/** Thursday, Friday and Monday with so many events an hour, a weekend without, then Tuesday with its heartbeats alone. */
function afterDays(perHour: readonly number[]): ModelBench {
  const bench = createModelBench();
  ['2026-11-19', '2026-11-20', '2026-11-23'].forEach((day, index) => {
    beat(bench, at('00:00', day));
    bring(bench, at('00:00', day), perHour[index] ?? 0);
  });
  for (let time = at('00:00', '2026-11-24'); time <= at('07:55', '2026-11-24'); time += 10 * MINUTE_MS)
    beat(bench, time);
  return bench;
}
const tuesday = (clock: string): number => at(clock, '2026-11-24');
/** Keeps the feed alive and judges at `clock`. */
const lookAt = (bench: ModelBench, clock: string): string[] => {
  beat(bench, tuesday(clock));
  return bench.judge(tuesday(clock));
};

describe('A02', () => {
  it('asks for thirty minutes of the busy hours, and ends with the first event', () => {
    const bench = afterDays([20, 30, 40]);
    expect(lookAt(bench, '08:29:59.999')).toEqual([]);
    expect(lookAt(bench, '08:30')).toEqual(['alarm.raised P3']);
    expect(bench.open('A02')[SOURCE]?.text).toContain('giờ này thường có 30 sự kiện');
    bench.send('dossier.rated', 'D1', tuesday('08:40'), { rating: 'satisfied' }, { source: SOURCE });
    expect(bench.judge(tuesday('08:40'))).toEqual(['alarm.returned']);
    expect(lookAt(bench, '09:09')).toEqual([]);
    expect(lookAt(bench, '09:10')).toEqual(['alarm.raised P3']);
  });

  it.each([
    ['before work', '07:59', false],
    ['the end of the morning', '10:59', true],
    ['the lunch hours', '11:00', false],
    ['the first half hour of the afternoon', '14:29', false],
    ['the afternoon', '14:30', true],
    ['the end of the afternoon', '16:29', true],
    ['after it', '16:30', false],
  ])('%s', (_name, clock, raised) => {
    expect(lookAt(afterDays([20, 20, 20]), clock)).toEqual(raised ? ['alarm.raised P3'] : []);
  });

  it('wants a median of more than ten, over at least three working days', () => {
    expect(lookAt(afterDays([50, 10, 10]), '09:00')).toEqual([]);
    expect(lookAt(afterDays([50, 11, 10]), '09:00')).toEqual(['alarm.raised P3']);
    const young = createModelBench();
    bring(young, at('00:00', '2026-11-20'), 50);
    bring(young, at('00:00', '2026-11-23'), 50);
    expect(lookAt(young, '09:00')).toEqual([]);
  });

  it('does not judge on a day off', () => {
    const bench = afterDays([50, 50, 50]);
    beat(bench, at('09:30', '2026-11-28'));
    expect(bench.judge(at('09:30', '2026-11-28'))).toEqual([]);
  });

  it('leaves a silent feed to A01, and keeps what it had found under it', () => {
    const silent = afterDays([50, 50, 50]);
    expect(silent.judge(tuesday('09:30'))).toEqual(['alarm.raised P2']);
    expect(silent.active('A02')).toEqual([]);

    const bench = afterDays([50, 50, 50]);
    lookAt(bench, '08:30');
    expect(bench.judge(tuesday('09:01'))).toEqual(['alarm.raised P2', 'alarm.suppressed']);
    expect(bench.open('A02')[SOURCE]).toMatchObject({ cond: 'ACTIVE', supp: 'DESIGN' });
    // The feed speaks again and still brings nothing: it comes out and is heard.
    expect(lookAt(bench, '09:05')).toEqual(['alarm.suppressed', 'alarm.returned']);
    expect(bench.open('A02')[SOURCE]).toMatchObject({ cond: 'ACTIVE', supp: 'NONE', ack: 'UNACK' });
  });

  it('waits half an hour after the server has begun to listen', () => {
    const bench = afterDays([50, 50, 50]);
    bench.send('audit.server_started', null, tuesday('09:00'));
    expect(lookAt(bench, '09:29')).toEqual([]);
    expect(lookAt(bench, '09:30')).toEqual(['alarm.raised P3']);
  });
});

describe('what an hour usually brings', () => {
  it('is kept for four weeks and no longer, however long the feed lives', () => {
    const bench = createModelBench();
    const first = at('00:00', '2026-01-05');
    for (let day = 0; day < 100; day++) bring(bench, first + day * DAY_MS, day < 50 ? 3 : 7);
    const feed = bench.model.feeds.bySource.get(SOURCE)!;
    expect(feed.past.length).toBeLessThanOrEqual(HISTORY_DAYS);
    expect(usualNow(feed, first + 99 * DAY_MS + 9 * 60 * MINUTE_MS, defaultCalendar, 3)).toBe(7);
    expect(usualNow(feed, first + 99 * DAY_MS + 20 * 60 * MINUTE_MS, defaultCalendar, 3)).toBe(0);
  });

  it('does not count a day on which the feed was not heard: nobody knows what it had', () => {
    const bench = createModelBench();
    for (const day of ['2026-11-09', '2026-11-10', '2026-11-20']) bring(bench, at('00:00', day), 12);
    const feed = bench.model.feeds.bySource.get(SOURCE)!;
    expect(usualNow(feed, at('09:00'), defaultCalendar, 3)).toBe(12);
    expect(usualNow(feed, at('09:00'), defaultCalendar, 4)).toBeNull();
  });
});
