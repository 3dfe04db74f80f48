// Feeds that know their hours: what is expected silence, and what is not (the default calendar: 07:00–11:30, 13:30–17:00).
import { describe, expect, it } from 'vitest';
import { freshnessOf } from '../../../client/wall/freshness.ts';
import { sentenceOf } from '../../../client/wall/sentence.ts';
import { defaultCalendar } from '../../../shared/calendar.ts';
import { expectedSince, type FeedSchedule, feedSchedule, quietAt } from '../../../shared/feeds/schedule.ts';
import { instantText, parseInstant } from '../../../shared/time.ts';
import { viewOf } from '../../../shared/view-of.ts';
import { createModelBench } from '../../support/model-bench.ts';

const A = '/t/a';
const on = (text: string): number => parseInstant(`${text.replace(' ', 'T')}:00+07:00`);
const working: FeedSchedule = { hours: 'working', maintenance: [] };
const stop = (from: string, to: string, reason = 'nâng cấp') => ({
  from: instantText(on(from)),
  to: instantText(on(to)),
  reason,
});

/** `reason until`, or null. */
const quiet = (schedule: FeedSchedule, text: string): string | null => {
  const found = quietAt(schedule, on(text), defaultCalendar);
  return found && `${found.reason} ${found.until === null ? null : instantText(found.until).slice(0, 16)}`;
};

describe('what a schedule expects', () => {
  // 2026-11-23 is a Monday; 2026-02-13 a Friday before Tết.
  it.each([
    ['2026-11-23 06:59', 'off_hours 2026-11-23T07:00'],
    ['2026-11-23 07:00', null],
    ['2026-11-23 11:29', null],
    ['2026-11-23 11:30', 'break 2026-11-23T13:30'],
    ['2026-11-23 13:30', null],
    ['2026-11-23 17:00', 'off_hours 2026-11-24T07:00'],
    ['2026-11-27 18:00', 'off_hours 2026-11-30T07:00'],
    ['2026-11-28 10:00', 'day_off 2026-11-30T07:00'],
    ['2026-02-13 17:30', 'off_hours 2026-02-23T07:00'],
    ['2026-02-17 09:00', 'day_off 2026-02-23T07:00'],
    ['2026-08-22 09:00', null], // a worked Saturday
  ])('by the calendar, at %s: %s', (text, says) => {
    expect(quiet(working, text)).toBe(says);
  });

  it('has hours of its own, on all days too', () => {
    const spans = [{ start: '06:00', end: '22:00' }];
    expect(quiet({ hours: { days: 'all', spans }, maintenance: [] }, '2026-11-28 10:00')).toBeNull();
    expect(quiet({ hours: { days: 'all', spans }, maintenance: [] }, '2026-11-28 23:00')).toBe(
      'off_hours 2026-11-29T06:00',
    );
    expect(quiet({ hours: { days: 'working', spans }, maintenance: [] }, '2026-11-28 10:00')).toBe(
      'day_off 2026-11-30T06:00',
    );
  });

  it('a maintenance comes before the hours, and its end may lie outside them', () => {
    const schedule: FeedSchedule = { hours: 'working', maintenance: [stop('2026-11-23 10:00', '2026-11-23 12:00')] };
    expect(quiet(schedule, '2026-11-23 09:59')).toBeNull();
    expect(quiet(schedule, '2026-11-23 10:00')).toBe('maintenance 2026-11-23T13:30');
    expect(quiet(schedule, '2026-11-23 12:00')).toBe('break 2026-11-23T13:30');
    const always: FeedSchedule = { ...schedule, hours: 'always' };
    expect(quiet(always, '2026-11-23 10:00')).toBe('maintenance 2026-11-23T12:00');
    expect(quiet(always, '2026-11-23 12:00')).toBeNull();
    const twice = { ...always, maintenance: [...always.maintenance, stop('2026-11-23 12:00', '2026-11-23 12:30')] };
    expect(quiet(twice, '2026-11-23 10:00')).toBe('maintenance 2026-11-23T12:30');
  });

  it('began to expect it where its stretch began, over midnight where the hours touch', () => {
    const since = (schedule: FeedSchedule, text: string) => {
      const at = expectedSince(schedule, on(text), defaultCalendar);
      return Number.isFinite(at) ? instantText(at).slice(0, 16) : null;
    };
    expect(since(working, '2026-11-23 09:00')).toBe('2026-11-23T07:00');
    expect(since(working, '2026-11-23 16:00')).toBe('2026-11-23T13:30');
    expect(since({ hours: 'always', maintenance: [] }, '2026-11-23 16:00')).toBeNull();
    expect(
      since({ hours: 'always', maintenance: [stop('2026-11-20 10:00', '2026-11-20 12:00')] }, '2026-11-23 16:00'),
    ).toBe('2026-11-20T12:00');
    const night = [
      { start: '00:00', end: '05:00' },
      { start: '20:00', end: '24:00' },
    ];
    expect(since({ hours: { days: 'all', spans: night }, maintenance: [] }, '2026-11-24 03:00')).toBe(
      '2026-11-23T20:00',
    );
  });

  it('is refused where it makes no sense', () => {
    const maintenance = [stop('2026-11-23 12:00', '2026-11-23 10:00')];
    expect(feedSchedule.safeParse({ hours: 'always', maintenance }).success).toBe(false);
    const spans = [{ start: '10:00', end: '09:00' }];
    expect(feedSchedule.safeParse({ hours: { days: 'all', spans }, maintenance: [] }).success).toBe(false);
  });
});

/** A feed that speaks each minute, last at `heard`; with this schedule. */
const bench = (schedule: FeedSchedule, heard: string) => {
  const made = createModelBench();
  const data = { by: 'admin', byName: 'Quản trị', schedule };
  made.send('feed.heartbeat', A, on(heard) - 60_000, { expectedEverySec: 60 }, { source: A });
  made.send('config.feed_scheduled', A, on(heard) - 1, data, { source: '/ioc/server' });
  made.send('dossier.submitted', 'H44.14-261123-0001', on(heard), {}, { source: A });
  return made;
};

describe('A01 and what a screen shows', () => {
  it('over lunch there is no alarm; from half past one it has its three minutes, then there is one', () => {
    const made = bench(working, '2026-11-23 11:29');
    expect(made.judge(on('2026-11-23 12:30'))).toEqual([]);
    expect(made.judge(on('2026-11-23 13:33'))).toEqual([]);
    expect(made.judge(on('2026-11-23 13:33') + 1)).toEqual(['alarm.raised P2']);
  });

  it('without a schedule it is raised at noon', () => {
    expect(bench({ hours: 'always', maintenance: [] }, '2026-11-23 11:29').judge(on('2026-11-23 12:30'))).toEqual([
      'alarm.raised P2',
    ]);
  });

  it('an alarm that stands when a maintenance is announced returns', () => {
    const made = bench({ hours: 'always', maintenance: [] }, '2026-11-23 09:00');
    expect(made.judge(on('2026-11-23 09:10'))).toEqual(['alarm.raised P2']);
    const schedule: FeedSchedule = { hours: 'always', maintenance: [stop('2026-11-23 09:00', '2026-11-23 10:00')] };
    made.send(
      'config.feed_scheduled',
      A,
      on('2026-11-23 09:11'),
      { by: 'a', byName: 'A', schedule },
      { source: '/ioc/server' },
    );
    expect(made.judge(on('2026-11-23 09:12'))).toEqual(['alarm.returned']);
  });

  it('quiet is told apart from silent and from unknown, and the state keeps its contract', () => {
    const made = bench(working, '2026-11-23 11:29');
    const row = (text: string) => viewOf(made.model, on(text)).feeds[A]!;
    expect(row('2026-11-23 11:29')).toMatchObject({ state: 'live', quiet: null });
    expect(row('2026-11-23 12:00')).toMatchObject({
      state: 'silent',
      quiet: { reason: 'break', note: null, until: '2026-11-23T13:30:00.000+07:00' },
    });
    const noon = viewOf(made.model, on('2026-11-23 12:01'));
    expect(freshnessOf('dossier', noon.dossier.asOf, noon.feeds).state).toBe('fresh');
    expect(sentenceOf(noon, 'live', null).text).not.toContain('im lặng');
    const later = viewOf(made.model, on('2026-11-23 13:40'));
    expect(later.feeds[A]).toMatchObject({ state: 'silent', quiet: null });
    expect(freshnessOf('dossier', later.dossier.asOf, later.feeds).state).toBe('stale');
    expect(sentenceOf(later, 'live', null).text).toContain('im lặng');
  });

  it('who speaks in his lunch is live', () => {
    const made = bench(working, '2026-11-23 11:29');
    made.send('feed.heartbeat', A, on('2026-11-23 12:15'), { expectedEverySec: 60 }, { source: A });
    expect(viewOf(made.model, on('2026-11-23 12:15')).feeds[A]).toMatchObject({ state: 'live', quiet: null });
  });
});
