import { describe, expect, it } from 'vitest';
import { configTypes, defaultSettings } from '../../../shared/alarm/settings.ts';
import { defaultCalendar } from '../../../shared/calendar.ts';
import { feedSilent } from '../../../shared/feeds/silent.ts';
import { isSilent, silentSince } from '../../../shared/feeds/state.ts';
import { at, createModelBench } from '../../support/model-bench.ts';

const [A, B, C] = ['/t/a', '/t/b', '/t/c'];
/** A feed that says it speaks each minute, so that it is silent after three. */
const beating = (sources: readonly string[], time: number) => {
  const bench = createModelBench();
  for (const source of sources) bench.send('feed.heartbeat', source, time, { expectedEverySec: 60 }, { source });
  return bench;
};

describe('A01', () => {
  it('begins past three intervals to the millisecond, names the last word, and ends when the feed speaks', () => {
    const bench = beating([A], at('09:00'));
    expect(bench.judge(at('09:03'))).toEqual([]);
    expect(bench.judge(at('09:03') + 1)).toEqual(['alarm.raised P2']);
    expect(bench.open('A01')[A]?.text).toBe('Nguồn /t/a im lặng, tin cuối lúc 09:00');
    bench.send('feed.heartbeat', A, at('09:10'), { expectedEverySec: 60 }, { source: A });
    expect(bench.judge(at('09:10'))).toEqual(['alarm.returned']);
  });

  it('is urgent for all once as many feeds are silent as is set', () => {
    const bench = beating([A, B, C], at('09:00'));
    bench.send('feed.heartbeat', C, at('09:02'), { expectedEverySec: 60 }, { source: C });
    expect(bench.judge(at('09:04'))).toEqual(['alarm.raised P2', 'alarm.raised P2']);
    expect(bench.judge(at('09:06'))).toEqual(['alarm.rose P1', 'alarm.rose P1', 'alarm.raised P1']);

    const set = beating([A, B], at('09:00'));
    const settings = { ...defaultSettings(feedSilent), params: { many: 2 } };
    const change = configTypes['config.rule_changed'].parse({ by: 'admin', byName: 'admin', settings, reason: null });
    set.send('config.rule_changed', 'A01', at('09:00'), change);
    expect(set.judge(at('09:04'))).toEqual(['alarm.raised P1', 'alarm.raised P1']);
  });

  it('is urgent for the feed of an open conference alone', () => {
    const bench = beating([A], at('08:58'));
    const data = {
      title: 'Họp',
      startsAt: '2026-11-23T09:00:00+07:00',
      endsAt: '2026-11-23T11:00:00+07:00',
      endpoints: [],
    };
    bench.send('conference.scheduled', 'HN-1', at('08:59'), data, { source: B });
    bench.send('conference.opened', 'HN-1', at('09:00'), {}, { source: B });
    bench.judge(at('09:04'));
    expect([bench.open('A01')[A]?.priority, bench.open('A01')[B]?.priority]).toEqual(['P2', 'P1']);
  });

  it('says nothing of what was never heard, and blames nobody for the time before the server listened', () => {
    const bench = createModelBench();
    bench.send('config.key_created', 'k', at('08:00'), { sources: [A], types: ['*'] });
    expect(bench.judge(at('12:00'))).toEqual([]);
    bench.send('feed.heartbeat', B, at('08:30'), { expectedEverySec: 60 }, { source: B });
    bench.send('audit.server_started', null, at('10:00'));
    expect(bench.judge(at('10:03'))).toEqual([]);
    expect(bench.judge(at('10:03') + 1)).toEqual(['alarm.raised P2']);
    // What was raised stays through the next start.
    bench.send('audit.server_started', null, at('11:00'));
    bench.judge(at('11:00'));
    expect(bench.active('A01')).toEqual([B]);
  });

  it('has an onset: an on-delay that is set counts from when the feed became silent', () => {
    const bench = beating([A], at('09:00'));
    const settings = { ...defaultSettings(feedSilent), onDelaySec: 120 };
    bench.send('config.rule_changed', 'A01', at('09:00'), { by: 'a', byName: 'a', settings, reason: null });
    expect(bench.judge(at('09:05'))).toEqual([]);
    expect(bench.judge(at('09:05') + 1)).toEqual(['alarm.raised P2']);
  });
});

describe('the onset of a silence', () => {
  const dossiers = (time: number) => {
    const bench = createModelBench();
    bench.send('dossier.submitted', 'D1', time, { level: 3 }, { source: A });
    const feed = bench.model.feeds.bySource.get(A)!;
    return { feeds: bench.model.feeds, since: (now: number) => silentSince(feed, time, now, defaultCalendar) };
  };

  it.each([
    ['in working hours, after five minutes', '09:00', '09:30', '09:05'],
    ['when work begins', '06:40', '07:30', '07:00'],
    ['at night, after an hour', '02:00', '03:30', '03:00'],
    ['at night, and still when work has begun', '02:00', '09:00', '03:00'],
    ['before lunch, and through it', '10:00', '12:30', '10:05'],
  ])('%s', (_name, heard, now, since) => {
    const { feeds, since: sinceAt } = dossiers(at(heard));
    expect(isSilent(feeds, A, at(now), defaultCalendar)).toBe(true);
    // The first instant of it is one past the patience, or the very beginning of work.
    expect(Math.floor(sinceAt(at(now)) / 1_000) * 1_000).toBe(at(since));
  });

  it('agrees with the state, minute for minute', () => {
    for (let hour = 0; hour < 24; hour++) {
      const heard = at(`${String(hour).padStart(2, '0')}:07`);
      const { feeds, since } = dossiers(heard);
      for (let minute = 0; minute < 300; minute++) {
        const now = heard + minute * 60_000 + 30_000;
        if (!isSilent(feeds, A, now, defaultCalendar)) continue;
        const from = since(now);
        expect([hour, minute, isSilent(feeds, A, from, defaultCalendar)]).toEqual([hour, minute, true]);
        expect([hour, minute, isSilent(feeds, A, from - 1, defaultCalendar)]).toEqual([hour, minute, false]);
      }
    }
  });
});
