// What is usual: bands by hand, five simulated weeks against plain counting, and that nobody's looking changes anything.
import { describe, expect, it } from 'vitest';
import { usualText } from '../../client/wall/usual.tsx';
import { viewHash } from '../../server/view-hash.ts';
import { defaultCalendar } from '../../shared/calendar.ts';
import { emptyModel, type Model, settle, step } from '../../shared/model.ts';
import { DAY_MS, dayNumber, dayStart, HOUR_MS, MINUTE_MS, parseInstant, SECOND_MS } from '../../shared/time.ts';
import { emptyUsual, type Gauge, noteQuarter, QUARTER_MS, quarterOf, usualAt } from '../../shared/usual.ts';
import { viewOf } from '../../shared/view-of.ts';

const at = (text: string): number => parseInstant(`${text.replace(' ', 'T')}:00+07:00`);

/** `received` as it stood when each quarter of 10:00–10:30 began, by day. */
const history = (days: Readonly<Record<string, readonly [number, number, number]>>) => {
  const usual = emptyUsual();
  for (const [day, values] of Object.entries(days))
    for (const [i, received] of values.entries()) noteQuarter(usual, quarterOf(at(`${day} 10:00`)) + i, { received });
  return usual;
};
const bandAt = (usual: ReturnType<typeof history>, text: string, gauge: Gauge = 'received') =>
  usualAt(usual, at(text), defaultCalendar)[gauge];

describe('a band', () => {
  // Mondays; 2026-08-31 is a day off.
  const MONDAYS = {
    '2026-08-10': [90, 95, 99],
    '2026-08-17': [80, 100, 120],
    '2026-08-24': [70, 85, 130],
    '2026-08-31': [1, 2, 3],
    '2026-09-07': [75, 110, 115],
    '2026-09-14': [60, 90, 92],
  } as const;

  it('is the lowest and the highest in the quarter hour on the last four Mondays that were worked', () => {
    const usual = history(MONDAYS);
    expect(bandAt(usual, '2026-09-21 10:00')).toEqual({ low: 60, high: 110 });
    expect(bandAt(usual, '2026-09-21 10:14')).toEqual({ low: 60, high: 110 });
    expect(bandAt(usual, '2026-09-21 10:15')).toEqual({ low: 85, high: 130 });
  });

  it('is not known until there are four, nor for another weekday, hour or figure', () => {
    const usual = history(MONDAYS);
    expect(bandAt(usual, '2026-09-07 10:00')).toBeNull();
    expect(bandAt(usual, '2026-09-14 10:00')).toEqual({ low: 70, high: 110 });
    expect(bandAt(usual, '2026-09-22 10:00')).toBeNull();
    expect(bandAt(usual, '2026-09-21 10:30')).toBeNull();
    expect(bandAt(usual, '2026-09-21 10:00', 'online')).toBeNull();
  });

  it('of a day off looks at days off alone, and never at its own or a later day', () => {
    const usual = history(MONDAYS);
    expect(bandAt(usual, '2026-08-31 10:00')).toBeNull();
    const short = history({ ...MONDAYS, '2026-09-21': [9999, 9999, 9999], '2026-09-28': [9999, 9999, 9999] });
    expect(bandAt(short, '2026-09-21 10:00')).toEqual({ low: 60, high: 110 });
  });

  it('leaves out a day of which a figure was not known', () => {
    const usual = history(MONDAYS);
    noteQuarter(usual, quarterOf(at('2026-09-14 10:15')), { received: null });
    expect(bandAt(usual, '2026-09-21 10:00')).toEqual({ low: 70, high: 110 });
  });

  it('is said in words beside the figure', () => {
    const band = { low: 360, high: 1380 };
    expect([null, 300, 360, 1380, 1381].map((value) => usualText(band, value).join(' '))).toEqual([
      'bình thường 360–1.380',
      'thấp hơn 360–1.380',
      'bình thường 360–1.380',
      'bình thường 360–1.380',
      'cao hơn 360–1.380',
    ]);
    expect(usualText(null, 300).join(' ')).toBe('bình thường —');
    expect(usualText({ low: 5, high: 5 }, 5).join(' ')).toBe('bình thường 5');
  });
});

/** Five weeks from a Monday on; each working day so many dossiers, one every two minutes from eight on. */
const START = dayNumber(at('2026-10-19 00:00'));
const perDay = (day: number): number => 4 + ((day * 7) % 23);

type Told = { type: string; subject: string; time: number; data: object };
function fiveWeeks(until: number): Told[] {
  const events: Told[] = [];
  for (let day = START - 1; dayStart(day) < until; day++) {
    for (let hour = 0; hour < 24; hour++) {
      const data = { expectedEverySec: 3600 };
      events.push({ type: 'feed.heartbeat', subject: '/t', time: dayStart(day) + hour * HOUR_MS, data });
    }
    if (day < START || !defaultCalendar.isWorkingDay(day)) continue;
    for (let i = 0; i < perDay(day); i++) {
      const time = dayStart(day) + 8 * HOUR_MS + 2 * i * MINUTE_MS + 30 * SECOND_MS;
      events.push({ type: 'dossier.submitted', subject: `H-${day}-${i}`, time, data: {} });
      events.push({ type: 'dossier.status', subject: `H-${day}-${i}`, time: time + SECOND_MS, data: { status: 2 } });
    }
  }
  return events.filter(({ time }) => time < until).sort((a, b) => a.time - b.time);
}

function fold(events: readonly Told[], look: (model: Model, time: number) => void = () => {}): Model {
  const model = emptyModel(true);
  for (const [i, event] of events.entries()) {
    look(model, event.time);
    step(model, {
      ...{ ...event, seq: i + 1, id: String(i), source: '/t', agency: null },
      ...{ receivedAt: event.time, foldAt: event.time },
    });
  }
  return model;
}

describe('five weeks', () => {
  const now = at('2026-11-23 08:40');
  const events = fiveWeeks(now);
  /** Counted from the events alone: received of a day before an instant of it. */
  const countedBy = (day: number, inDay: number): number =>
    Array.from({ length: perDay(day) }, (_, i) => 8 * HOUR_MS + 2 * i * MINUTE_MS + 31 * SECOND_MS).filter(
      (time) => time < inDay,
    ).length;

  /** The band of the quarter hour from half past eight on these days, counted. */
  const bandBy = (weeksBack: readonly number[]) => {
    const values = weeksBack.flatMap((weeks) =>
      [30, 45].map((minute) => countedBy(dayNumber(now) - 7 * weeks, 8 * HOUR_MS + minute * MINUTE_MS)),
    );
    return { low: Math.min(...values), high: Math.max(...values) };
  };

  it('give the band that counting gives', () => {
    const { usual } = viewOf(fold(events), now);
    expect(usual.received).toEqual(bandBy([1, 2, 3, 4]));
    expect(usual.received!.high).toBeGreaterThan(usual.received!.low);
    expect(usual.online).toBeNull();
  });

  it('two weeks earlier, as known then, three Mondays are too few; one week earlier there are four', () => {
    const asKnown = (then: number) => viewOf(fold(events.filter(({ time }) => time < then)), then).usual.received;
    expect(asKnown(now - 14 * DAY_MS)).toBeNull();
    expect(asKnown(now - 7 * DAY_MS)).toEqual(bandBy([2, 3, 4, 5]));
  });

  it('are the same whoever looks and whenever', () => {
    const often = fold(events, (model, time) => {
      if (time > model.at + 7 * MINUTE_MS) settle(model, time - MINUTE_MS);
      if (time % QUARTER_MS < MINUTE_MS) viewOf(model, time - 1);
    });
    const never = fold(events);
    expect(viewHash(viewOf(often, now))).toBe(viewHash(viewOf(never, now)));
    expect(often.usual).toEqual(never.usual);
  });

  it('a day on which the feed was silent says nothing of what is usual', () => {
    const silent = dayNumber(now) - 7;
    const rest = events.filter(({ time }) => dayNumber(time) !== silent || time < dayStart(silent) + 2 * HOUR_MS);
    expect(viewOf(fold(rest), now).usual.received).toEqual(bandBy([2, 3, 4, 5]));
  });
});
