import { describe, expect, it, vi } from 'vitest';
import { throttleLast } from '../../client/feed/replay.ts';
import {
  addressOf,
  type DayStrip,
  firstDay,
  minuteOf,
  placeOf,
  rangeOf,
  shiftDay,
  totals,
  typedDay,
  typedSeconds,
} from '../../client/replay/day.ts';
import { keyOf, otherSpeed, SPEEDS } from '../../client/replay/keys.ts';
import { instantText } from '../../shared/time.ts';

describe('typed time', () => {
  it.each([
    ['0342', 3 * 3600 + 42 * 60],
    ['342', 3 * 3600 + 42 * 60],
    ['034210', 3 * 3600 + 42 * 60 + 10],
    ['34210', 3 * 3600 + 42 * 60 + 10],
    [' 03:42 ', 3 * 3600 + 42 * 60],
    ['3:42:10', 3 * 3600 + 42 * 60 + 10],
    ['0000', 0],
    ['235959', 86_399],
  ])('%j', (text, seconds) => expect(typedSeconds(text)).toBe(seconds));

  it.each(['', 'abc', '24:00', '1260', '12:60', '12:00:60', '1', '12', '-300', '3.42', '0342107'])(
    'refuses %j',
    (text) => expect(typedSeconds(text)).toBeNull(),
  );
});

describe('typed day', () => {
  it.each([
    ['4/3/2026', '2026-03-04'],
    ['04-03-2026', '2026-03-04'],
    ['31/02/2026', null],
    ['2026-03-04', null],
    ['', null],
  ])('%j', (text, day) => expect(typedDay(text)).toBe(day));
});

describe('places', () => {
  it('are read from the address and written back', () => {
    const place = placeOf('/replay/2026-03-04', '?t=03:42:10&as=now');
    expect(place).toEqual({ day: '2026-03-04', seconds: 13_330, as: 'now' });
    expect(addressOf('2026-03-04', '03:42:10', 'now')).toBe('/replay/2026-03-04?t=03:42:10&as=now');
    expect(placeOf('/replay', '')).toEqual({ day: null, seconds: 0, as: 'then' });
    expect(placeOf('/replay/2026-02-31', '').day).toBeNull();
  });

  it('a day is the whole local day to its last millisecond', () => {
    const range = rangeOf('2026-03-04', 13_330, 'then');
    expect([range.from, range.to, range.at].map(instantText)).toEqual([
      '2026-03-04T00:00:00.000+07:00',
      '2026-03-04T23:59:59.999+07:00',
      '2026-03-04T03:42:10.000+07:00',
    ]);
    expect(minuteOf(range.at)).toBeCloseTo(222.1667, 3);
    expect(minuteOf(range.from)).toBe(0);
    expect(shiftDay('2026-03-01', -1)).toBe('2026-02-28');
  });

  it('begins with the last day that is over', () => {
    const known = { received: ['2026-11-20', '2026-11-21'], time: ['2011-05-02', '2011-05-02'] } as const;
    expect(firstDay(known, 'then')).toBe('2026-11-20');
    expect(firstDay(known, 'now')).toBe('2011-05-02');
    expect(firstDay({ received: null, time: null }, 'then')).toBeNull();
  });

  it('the strip adds up all kinds', () => {
    const minutes = { dossier: [1, 0, 2], security: [0, 5] };
    const strip: DayStrip = { day: '2026-03-04', minutes, markers: [], gaps: [], total: 8 };
    expect(totals(strip).slice(0, 4)).toEqual([1, 5, 2, 0]);
    expect(totals(strip)).toHaveLength(1440);
  });
});

describe('keys', () => {
  const press = (key: string, more = {}) =>
    keyOf({ key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...more }, false);
  it('mean what they do in film cutting', () => {
    expect(press(' ')).toEqual({ do: 'toggle' });
    expect(press('ArrowLeft')).toEqual({ do: 'jump', seconds: -10 });
    expect(press('ArrowRight', { shiftKey: true })).toEqual({ do: 'jump', seconds: 60 });
    expect(press('.')).toEqual({ do: 'step', to: 'event', back: false });
    expect(press('[')).toEqual({ do: 'step', to: 'alarm', back: true });
    expect(press('x')).toBeNull();
  });
  it('belong to the field that is typed in, and to the browser with Ctrl', () => {
    expect(keyOf({ key: ' ', shiftKey: false, ctrlKey: false, altKey: false, metaKey: false }, true)).toBeNull();
    expect(press('.', { ctrlKey: true })).toBeNull();
  });
  it('speeds go up and down and stop at the ends', () => {
    expect([otherSpeed(1, true), otherSpeed(60, false), otherSpeed(900, true), otherSpeed(0.5, false)]).toEqual([
      2, 30, 900, 0.5,
    ]);
    expect(SPEEDS).toEqual([0.5, 1, 2, 5, 10, 30, 60, 300, 900]);
  });
});

describe('dragging', () => {
  it('sends at most ten a second and always the last', () => {
    vi.useFakeTimers();
    const sent: number[] = [];
    const seek = throttleLast<number>(100, (at) => sent.push(at));
    for (let i = 0; i < 100; i++) {
      seek(i);
      vi.advanceTimersByTime(5);
    }
    vi.advanceTimersByTime(200);
    vi.useRealTimers();
    expect(sent.length).toBeLessThanOrEqual(7);
    expect(sent.at(-1)).toBe(99);
  });
});
