// The horn is a function of what waits, and begins for nothing but a new call: over any sequence of what can happen.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_RETURNS, RINGBACK_GAP_MS, ringStep } from '../../client/desk/horn/ringback.ts';
import {
  FLOOD_GAP_MS,
  type HornRow,
  type HornState,
  hornStep,
  lastCall,
  SILENT,
  sounding,
} from '../../client/desk/horn/rule.ts';
import { hornWords } from '../../client/desk/words-horn.ts';
import { ACTIONS, type Action } from '../../shared/alarm/events.ts';
import { judge } from '../../shared/alarm/judge.ts';
import { openRows } from '../../shared/alarm/view.ts';
import { number } from '../../shared/i18n/format.ts';
import type { Finding, Priority } from '../../shared/source.ts';
import { instantText, MINUTE_MS } from '../../shared/time.ts';
import { createBench, finding, LAN, LATCH, MAI, NOTICE, PAIR, START } from '../shared/alarm/bench.ts';

const row = (priority: Priority, at: number | null, state: HornRow['state'] = 'active_unack'): HornRow => ({
  occurrence: `${priority} ${at}`,
  priority,
  state,
  hornAt: at === null ? null : instantText(START + at),
});

describe('what sounds', () => {
  it('is the most urgent of what is active, unacknowledged and not silenced; P4 never', () => {
    const rows = [row('P3', 5), row('P2', 3), row('P1', 9, 'active_ack'), row('P4', 8), row('P1', 1, 'rtn_unack')];
    expect(sounding(rows, null)).toBe('P2');
    expect(sounding(rows, START + 3)).toBe('P3');
    expect(sounding(rows, START + 5)).toBeNull();
    expect(sounding([row('P1', null, 'suppressed'), row('P4', 9)], null)).toBeNull();
  });
  it('a silence covers up to the last call that is there', () => {
    expect(lastCall([])).toBeNull();
    expect(lastCall([row('P3', 5), row('P1', 9, 'active_ack'), row('P2', null)])).toBe(START + 9);
  });
});

/** Steps one after the other; each answers what is played. */
function player(flood = false) {
  let state: HornState = SILENT;
  return (now: number, rows: readonly HornRow[], more: { silencedUpTo?: number; audible?: boolean } = {}) => {
    const step = hornStep(state, {
      rows,
      silencedUpTo: more.silencedUpTo ?? null,
      flood,
      audible: more.audible ?? true,
      now,
    });
    state = step.state;
    return [step.sounding, step.play];
  };
}

describe('fifty alarms in five seconds', () => {
  const ORDERS: Record<string, (i: number) => Priority> = {
    'the least urgent first': (i) => (i < 20 ? 'P3' : i < 40 ? 'P2' : 'P1'),
    mixed: (i) => (['P3', 'P1', 'P2'] as const)[i % 3]!,
    'all alike': () => 'P2',
  };
  it.each(Object.entries(ORDERS))(
    'sound three times at most, and it is said how many more wait: %s',
    (_name, priorityOf) => {
      let state: HornState = SILENT;
      const played: string[] = [];
      let rest = 0;
      for (let now = 0; now <= 5_000; now += 50) {
        const count = Math.min(50, 1 + Math.floor(now / 100));
        const rows = Array.from({ length: count }, (_, i) => ({ ...row(priorityOf(i), i * 100), occurrence: `o${i}` }));
        // From the eleventh on it is a flood.
        const step = hornStep(state, { rows, silencedUpTo: null, flood: count > 10, audible: true, now });
        if (step.play !== null) played.push(step.play);
        ({ state, rest } = step);
      }
      expect(played.length).toBeLessThanOrEqual(3);
      expect(rest).toBe(50 - played.length);
      expect(hornWords.rest(number(47))).toContain('còn 47 cảnh báo');
    },
  );
  it('nothing more waits once they are acknowledged, and the count begins anew', () => {
    let { state } = hornStep(SILENT, {
      rows: [row('P2', 0), row('P3', 1)],
      silencedUpTo: null,
      flood: true,
      audible: true,
      now: 0,
    });
    const next = (rows: HornRow[], now: number, audible = true) => {
      const step = hornStep(state, { rows, silencedUpTo: null, flood: true, audible, now });
      state = step.state;
      return step.rest;
    };
    expect(next([row('P2', 0), row('P3', 1)], 100)).toBe(1);
    expect(next([row('P2', 0, 'active_ack')], 200)).toBe(0);
    // Another console sounds: none of them had its tone here.
    expect(next([row('P2', 5), row('P3', 6)], 300, false)).toBe(2);
  });
});

describe('an alarm that goes away unseen', () => {
  const rings = (...steps: readonly { rows: readonly HornRow[]; at: number; busy?: boolean }[]): boolean[] => {
    let state = NO_RETURNS;
    return steps.map(({ rows, at, busy = false }) => {
      const ring = ringStep(state, { rows, busy, now: at });
      state = ring.state;
      return ring.rings;
    });
  };
  const [stands, gone] = [[row('P2', 0)], [row('P2', 0, 'rtn_unack')]];

  it('rings once, softly, and not for what had returned before this desk was opened', () => {
    expect(rings({ rows: gone, at: 0 }, { rows: [...gone], at: 20_000 })).toEqual([false, false]);
    expect(
      rings({ rows: stands, at: 0 }, { rows: gone, at: 100 }, { rows: gone, at: 200 }, { rows: [...gone], at: 30_000 }),
    ).toEqual([false, true, false, false]);
  });
  it('rings again when it has come back and gone once more, ten seconds later at the earliest', () => {
    const again = (at: number) =>
      rings({ rows: stands, at: 0 }, { rows: gone, at: 1 }, { rows: [...stands], at: 2 }, { rows: [...gone], at });
    expect(again(9_000)[3]).toBe(false);
    expect(again(RINGBACK_GAP_MS + 1)[3]).toBe(true);
  });
  it('keeps still where something sounds that matters more, and does not make up for it', () => {
    expect(rings({ rows: stands, at: 0 }, { rows: gone, at: 1, busy: true }, { rows: [...gone], at: 20_000 })).toEqual([
      false,
      false,
      false,
    ]);
  });
  it('an acknowledged alarm that goes away leaves the list and makes no sound', () => {
    expect(rings({ rows: [row('P2', 0, 'active_ack')], at: 0 }, { rows: [], at: 1 })).toEqual([false, false]);
  });
});

describe('when a tone is played', () => {
  it('at once for a new call, then again and again: P1 each 5 s, others each 15 s', () => {
    const step = player();
    expect(step(0, [row('P1', 0)])).toEqual(['P1', 'P1']);
    expect(step(4_999, [row('P1', 0)])).toEqual(['P1', null]);
    expect(step(5_000, [row('P1', 0)])).toEqual(['P1', 'P1']);
    const other = player();
    expect(other(0, [row('P3', 0)])).toEqual(['P3', 'P3']);
    expect(other(14_999, [row('P3', 0)])).toEqual(['P3', null]);
    expect(other(15_000, [row('P3', 0)])).toEqual(['P3', 'P3']);
  });

  it('at once for something more urgent; what is less urgent waits its turn', () => {
    const step = player();
    step(0, [row('P3', 0)]);
    expect(step(100, [row('P3', 0), row('P1', 1)])).toEqual(['P1', 'P1']);
    expect(step(3_000, [row('P3', 0), row('P1', 1), row('P2', 2)])).toEqual(['P1', null]);
    // The emergency is acknowledged: what is left goes on in its own rhythm, it does not begin.
    expect(step(3_500, [row('P3', 0), row('P1', 1, 'active_ack'), row('P2', 2)])).toEqual(['P2', null]);
    expect(step(15_100, [row('P3', 0), row('P2', 2)])).toEqual(['P2', 'P2']);
  });

  it('a second of the same kind is heard once the tone before has sounded out', () => {
    const step = player();
    step(0, [row('P2', 0)]);
    expect(step(500, [row('P2', 0), row('P2', 1)])).toEqual(['P2', null]);
    expect(step(1_999, [row('P2', 0), row('P2', 1)])).toEqual(['P2', null]);
    expect(step(2_000, [row('P2', 0), row('P2', 1)])).toEqual(['P2', 'P2']);
  });

  it('never by a list that is sent again; once for what was born while away', () => {
    const step = player();
    step(0, [row('P1', 0), row('P2', 1)]);
    for (let flap = 1; flap <= 40; flap++) expect(step(flap * 100, [row('P2', 1), row('P1', 0)])).toEqual(['P1', null]);
    expect(step(4_500, [row('P1', 0), row('P2', 1), row('P1', 7)])).toEqual(['P1', 'P1']);
    expect(step(4_600, [row('P1', 7), row('P1', 0), row('P2', 1)])).toEqual(['P1', null]);
  });

  it('of two calls of one millisecond the second is heard too, though it comes after the first was acknowledged', () => {
    const step = player();
    const [one, two] = [row('P2', 0), { ...row('P2', 0), occurrence: 'other' }];
    step(0, [one]);
    expect(step(2_000, [{ ...one, state: 'active_ack' }])).toEqual([null, null]);
    expect(step(2_100, [{ ...one, state: 'active_ack' }, two])).toEqual(['P2', 'P2']);
    expect(step(2_200, [one, { ...two, state: 'active_ack' }])).toEqual(['P2', null]);
  });

  it('not for an old call that shows again, unacknowledged by a person or opened by an undo', () => {
    const step = player();
    step(0, [row('P2', 5)]);
    expect(step(100, [row('P2', 5, 'active_ack')])).toEqual([null, null]);
    expect(step(60_000, [row('P2', 5)])).toEqual([null, null]);
    expect(step(61_000, [row('P2', 5), row('P3', 6)])).toEqual(['P2', 'P2']);
  });

  it('in a flood at most each 10 s, unless for something more urgent', () => {
    const step = player(true);
    const storm = (count: number): HornRow[] => Array.from({ length: count }, (_, i) => row('P3', i));
    const played: number[] = [];
    for (let now = 0; now < 30_000; now += 100) if (step(now, storm(1 + now / 100))[1] !== null) played.push(now);
    expect(played).toEqual([0, 10_000, 20_000]);
    expect(step(30_500, [...storm(300), row('P1', 400)])).toEqual(['P1', 'P1']);
    expect(step(35_500, [...storm(300), row('P1', 400)])).toEqual(['P1', null]);
    expect(step(30_500 + FLOOD_GAP_MS, [...storm(300), row('P1', 400)])).toEqual(['P1', 'P1']);
  });

  it('is another console’s affair while that one sounds; it is taken over with what still waits', () => {
    const step = player();
    expect(step(0, [row('P2', 0)], { audible: false })).toEqual(['P2', null]);
    expect(step(9_000, [row('P2', 0)], { audible: false })).toEqual(['P2', null]);
    expect(step(9_250, [row('P2', 0)])).toEqual(['P2', 'P2']);
  });
});

describe('a P1 that nobody acknowledges', () => {
  it('sounds again at each step up, then each 15 minutes, though it was silenced each time', () => {
    const bench = createBench();
    bench.judge(PAIR, finding('P1'));
    let state: HornState = SILENT;
    let silencedUpTo: number | null = null;
    const begun: number[] = [];
    for (let minute = 0; minute <= 40; minute += 0.5) {
      bench.now = START + minute * MINUTE_MS;
      bench.judge(PAIR, finding('P1'));
      const rows = openRows(bench.rows);
      const step = hornStep(state, { rows, silencedUpTo, flood: false, audible: true, now: bench.now });
      state = step.state;
      if (step.play === null) continue;
      begun.push(minute);
      silencedUpTo = lastCall(rows);
    }
    expect(begun).toEqual([0, 2, 4, 6, 21, 36]);
  });
});

type Step =
  | { do: 'source'; rule: number; subject: number; priority: Priority | null }
  | { do: 'act'; action: Action; pick: number }
  | { do: 'clock'; ms: number }
  | { do: 'silence' }
  | { do: 'resync' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('source' as const),
      rule: fc.nat(2),
      subject: fc.nat(2),
      priority: fc.constantFrom<Priority | null>('P1', 'P2', 'P3', 'P4', null, null),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('act' as const), action: fc.constantFrom(...ACTIONS), pick: fc.nat(30) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('clock' as const), ms: fc.constantFrom(1, 900, 6_000, 130_000, 1_900_000) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('silence' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('resync' as const) }) },
);

/** What may begin a horn. A return, an acknowledgement, a shelf, a disposal, a comment and an undo are not among them. */
const CALLS = new Set([
  'alarm.raised',
  'alarm.rose',
  'alarm.repeated',
  'alarm.escalated',
  'alarm.unshelved',
  'alarm.suppressed',
  'alarm.unacknowledged',
]);

it('over any sequence: the horn is the function of what waits, and begins only with a new call', () => {
  const RULES = [PAIR, NOTICE, LATCH];
  let [starts, returns] = [0, 0];
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      const bench = createBench();
      const truth = RULES.map(() => new Map<string, Finding>());
      let state: HornState = SILENT;
      let silencedUpTo: number | null = null;
      let before: string | null = null;
      let undone = false;
      for (const next of steps) {
        const logged = bench.log.length;
        bench.later(1); // what follows is never of the millisecond of what it answers
        if (next.do === 'clock') bench.later(next.ms);
        else if (next.do === 'silence') silencedUpTo = lastCall(openRows(bench.rows)) ?? silencedUpTo;
        else if (next.do === 'source') {
          const subject = `s${next.subject}`;
          if (next.priority === null) truth[next.rule]!.delete(subject);
          else truth[next.rule]!.set(subject, { subject, priority: next.priority, text: 't' });
        } else if (next.do === 'act') {
          const all = [...bench.alarms.open.values(), ...[...bench.alarms.closed.values()].slice(-2)];
          const o = all[next.pick % Math.max(all.length, 1)];
          if (!o) continue;
          const more = { reason: 'Lý do đủ dài', until: bench.until(600_000), assignee: 'hung' };
          const done = bench.act(next.action, o, next.pick % 2 === 0 ? LAN : MAI, more);
          if (done.ok && next.action === 'dispose')
            truth[RULES.findIndex(({ id }) => id === o.rule)]!.delete(o.subject);
        }
        if (next.do !== 'act')
          for (let turn = 0; turn < 20; turn++) {
            const look = RULES.map((rule, index) => ({ rule, findings: [...truth[index]!.values()] }));
            const events = judge(bench.alarms, look, bench.now, bench.newId, bench.policies);
            if (events.length === 0) break;
            bench.fold(events);
          }

        const rows = next.do === 'resync' ? openRows(bench.rows).toReversed() : openRows(bench.rows);
        const heard = hornStep(state, { rows, silencedUpTo, flood: false, audible: true, now: bench.now });
        state = heard.state;
        const events = bench.log.slice(logged);
        undone ||= events.some(
          ({ type, data }) => type === 'alarm.unacknowledged' && (data as { how: string }).how === 'manual',
        );
        const waiting = sounding(rows, silencedUpTo);
        // One rule. Only what a person took back himself may wait without a horn.
        if (undone) expect([null, waiting]).toContain(heard.sounding);
        else expect(heard.sounding).toBe(waiting);
        if (heard.play !== null) expect(heard.play).toBe(heard.sounding);
        const started = before === null && heard.sounding !== null;
        if (started) {
          expect([...bench.alarms.open.values()].some((o) => o.hornAt === bench.now)).toBe(true);
          expect(events.some(({ type }) => CALLS.has(type))).toBe(true);
          // At once, unless the tone of another has not sounded out yet.
          if (heard.play === null) expect(bench.now - (heard.state.playedAt ?? 0)).toBeLessThan(2_000);
          starts += 1;
        }
        if (next.do === 'resync' && events.length === 0) expect([heard.play, started]).toEqual([null, false]);
        if (events.some(({ type }) => type === 'alarm.returned' || type === 'alarm.acknowledged')) returns += 1;
        before = heard.sounding;
      }
    }),
    { numRuns: 200 },
  );
  expect(starts).toBeGreaterThan(20);
  expect(returns).toBeGreaterThan(20);
}, 60_000);
