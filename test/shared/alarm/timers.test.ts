// What the clock alone does: steps up, the end of an acknowledgement, shelves, off-delays; once each, to the millisecond.
import { describe, expect, test } from 'vitest';
import { stateOf } from '../../../shared/alarm/occurrence.ts';
import { pack, unpack } from '../../../shared/pack.ts';
import { MINUTE_MS, SECOND_MS } from '../../../shared/time.ts';
import { createBench, finding, HUNG, LAN, NOTICE, PAIR, PLAIN, raised } from './bench.ts';

const delays = (onDelayMs: number, offDelayMs: number) => ({
  version: 1,
  of: (id: string) => ({ ...PLAIN.of(id), onDelayMs, offDelayMs }),
});

describe('steps up', () => {
  test('P1 at 2, 4 and 6 minutes, each once, then a reminder each 15; each sounds and none makes a command stale', () => {
    const { bench, o } = raised(PAIR, 'P1');
    const steps: [number, string | null][] = [];
    for (let second = 1; second <= 40 * 60; second++) {
      bench.later(SECOND_MS);
      for (const type of bench.judge(PAIR, finding('P1')))
        if (type === 'alarm.escalated') steps.push([second / 60, (bench.log.at(-1)!.data as { to: string | null }).to]);
    }
    expect(steps).toEqual([
      [2, 'Trưởng ca'],
      [4, 'Lãnh đạo Trung tâm Điều hành thông minh'],
      [6, 'Phó Chủ tịch UBND tỉnh phụ trách'],
      [21, null],
      [36, null],
    ]);
    expect([o.version, o.escalation, o.escalatedTo, o.hornAt]).toEqual([
      1,
      5,
      'Phó Chủ tịch UBND tỉnh phụ trách',
      bench.now - 4 * MINUTE_MS,
    ]);
    expect(bench.act('ack', o).ok).toBe(true);
  });

  test.each([
    ['P2', 5, 2],
    ['P3', 30, 2],
  ] as const)('%s every %i minutes, %i steps', (priority, minutes, count) => {
    const { bench, o } = raised(PAIR, priority);
    bench.later(minutes * MINUTE_MS - 1);
    expect(bench.judge(PAIR, finding(priority))).toEqual([]);
    bench.later(1);
    expect(bench.judge(PAIR, finding(priority))).toEqual(['alarm.escalated']);
    expect(bench.judge(PAIR, finding(priority))).toEqual([]);
    bench.later(24 * 60 * MINUTE_MS);
    expect(bench.judge(PAIR, finding(priority))).toEqual(['alarm.escalated']);
    bench.later(24 * 60 * MINUTE_MS);
    expect(bench.judge(PAIR, finding(priority))).toEqual([]);
    expect(o.escalation).toBe(count);
  });

  test('an acknowledgement in the same instant stops it; taken back, the time begins anew', () => {
    const { bench, o } = raised(PAIR, 'P2');
    bench.later(5 * MINUTE_MS);
    bench.act('ack', o);
    expect(bench.judge(PAIR, finding('P2'))).toEqual([]);
    bench.act('unack', o);
    bench.later(5 * MINUTE_MS - 1);
    expect(bench.judge(PAIR, finding('P2'))).toEqual([]);
    bench.later(1);
    expect(bench.judge(PAIR, finding('P2'))).toEqual(['alarm.escalated']);
  });

  test('a rise begins the time of the new priority', () => {
    const { bench } = raised(PAIR, 'P3');
    bench.later(29 * MINUTE_MS);
    expect(bench.judge(PAIR, finding('P1'))).toEqual(['alarm.rose']);
    bench.later(2 * MINUTE_MS - 1);
    expect(bench.judge(PAIR, finding('P1'))).toEqual([]);
    bench.later(1);
    expect(bench.judge(PAIR, finding('P1'))).toEqual(['alarm.escalated']);
  });

  test('not of what has returned, is put aside, or is P4', () => {
    const { bench } = raised(PAIR, 'P1');
    bench.later(SECOND_MS);
    bench.judge(PAIR);
    bench.later(60 * MINUTE_MS);
    expect(bench.judge(PAIR)).toEqual([]);
    const low = raised(PAIR, 'P4');
    low.bench.later(24 * 60 * MINUTE_MS);
    expect(low.bench.judge(PAIR, finding('P4'))).toEqual([]);
  });

  test('killed between due and done: it comes once after the restart', () => {
    const { bench } = raised(PAIR, 'P1');
    bench.later(3 * MINUTE_MS);
    bench.alarms = unpack(pack(bench.alarms));
    expect(bench.judge(PAIR, finding('P1'))).toEqual(['alarm.escalated']);
    bench.alarms = unpack(pack(bench.alarms));
    expect(bench.judge(PAIR, finding('P1'))).toEqual([]);
  });

  test('a step that was due before is refused by the table, whoever logged it twice', () => {
    const { bench, o } = raised(PAIR, 'P1');
    bench.later(2 * MINUTE_MS);
    bench.judge(PAIR, finding('P1'));
    bench.fold([{ ...bench.log.at(-1)!, id: bench.newId() }]);
    expect([o.escalation, bench.alarms.misfits]).toEqual([1, 1]);
  });
});

describe('the end of an acknowledgement', () => {
  test('P1 after 30 minutes if the condition is still true, with the horn; others do not end', () => {
    const { bench, o } = raised(PAIR, 'P1');
    bench.act('ack', o);
    bench.later(30 * MINUTE_MS - 1);
    expect(bench.judge(PAIR, finding('P1'))).toEqual([]);
    bench.later(1);
    expect(bench.judge(PAIR, finding('P1'))).toEqual(['alarm.unacknowledged']);
    expect([stateOf(o), o.hornAt, o.ackedBy, o.owner]).toEqual(['active_unack', bench.now, null, 'lan']);
    const other = raised(PAIR, 'P2');
    other.bench.act('ack', other.o);
    other.bench.later(24 * 60 * MINUTE_MS);
    expect(other.bench.judge(PAIR, finding('P2'))).toEqual([]);
  });
});

describe('shelves', () => {
  test('that end together come back 20 s apart, the most urgent first; what is over closes at once', () => {
    const bench = createBench();
    const all = ['a', 'b', 'c'].map((subject, n) => finding(n === 1 ? 'P2' : 'P3', { subject }));
    bench.judge(PAIR, ...all, finding('P3', { subject: 'd' }));
    const until = bench.until(10 * MINUTE_MS);
    for (const subject of ['a', 'b', 'c', 'd'])
      bench.act('shelve', bench.one(PAIR, subject), LAN, { reason: 'Đang sửa đường truyền', until });
    bench.judge(PAIR, ...all);
    bench.later(10 * MINUTE_MS - 1);
    expect(bench.judge(PAIR, ...all)).toEqual([]);
    bench.later(1);
    const ended: [number, string][] = [];
    for (let tick = 0; tick <= 60; tick++) {
      const from = bench.log.length;
      bench.judge(PAIR, ...all);
      for (const { type, subject } of bench.log.slice(from))
        if (type === 'alarm.unshelved')
          ended.push([tick, bench.alarms.open.get(subject!)?.subject ?? bench.alarms.closed.get(subject!)!.subject]);
      bench.later(SECOND_MS);
    }
    expect(ended.map(([, subject]) => subject).toSorted()).toEqual(['a', 'b', 'c', 'd']);
    expect(ended.filter(([, subject]) => subject !== 'd').map(([tick]) => tick)).toEqual([0, 20, 40]);
    expect(ended.find(([, subject]) => subject === 'b')?.[0]).toBe(0);
    expect([...bench.alarms.open.values()].every((o) => stateOf(o) === 'active_unack')).toBe(true);
  });
});

describe('on-delay and off-delay', () => {
  test('raised not before its condition has been true for the on-delay, to the millisecond', () => {
    const bench = createBench();
    bench.policies = delays(30_000, 0);
    const since = bench.now;
    bench.later(29_999);
    expect(bench.judge(PAIR, finding('P3', { since }))).toEqual([]);
    bench.later(1);
    expect(bench.judge(PAIR, finding('P3', { since }))).toEqual(['alarm.raised']);
  });

  test('what has returned unseen is raised again only after its on-delay', () => {
    const { bench, o } = raised(PAIR);
    bench.policies = delays(30_000, 0);
    bench.judge(PAIR);
    bench.later(SECOND_MS);
    const since = bench.now;
    bench.later(29_999);
    expect(bench.judge(PAIR, finding('P2', { since }))).toEqual([]);
    expect(stateOf(o)).toBe('rtn_unack');
    bench.later(1);
    expect(bench.judge(PAIR, finding('P2', { since }))).toEqual(['alarm.raised']);
  });

  test('what is away and back within the off-delay stands on, without a horn, and is counted', () => {
    const { bench, o } = raised(PAIR);
    bench.policies = delays(0, 60_000);
    bench.later(SECOND_MS);
    expect(bench.judge(PAIR)).toEqual(['alarm.returned']);
    expect([stateOf(o), o.heldUntil]).toEqual(['active_unack', bench.now + 60_000]);
    bench.later(59_999);
    expect(bench.judge(PAIR)).toEqual([]);
    expect(bench.judge(PAIR, finding('P2'))).toEqual(['alarm.repeated']);
    expect([stateOf(o), o.heldUntil, o.count, o.version]).toEqual(['active_unack', null, 2, 1]);
    bench.later(SECOND_MS);
    expect(bench.judge(PAIR)).toEqual(['alarm.returned']);
    bench.later(60_000);
    expect(bench.judge(PAIR)).toEqual(['alarm.returned']);
    expect(stateOf(o)).toBe('rtn_unack');
  });
});

describe('chatter', () => {
  test('three times within a minute: one row from then on, held, one horn at most each five minutes', () => {
    const bench = createBench();
    const horns = new Set<number>();
    const occurrences = new Set<string>();
    for (let second = 0; second < 20 * 60; second++) {
      bench.judge(PAIR, ...(second % 4 < 2 ? [finding('P3')] : []));
      const o = bench.one(PAIR);
      occurrences.add(o.occurrence);
      horns.add(o.hornAt! - o.raisedAt);
      bench.later(SECOND_MS);
    }
    const o = bench.one(PAIR);
    expect(occurrences.size).toBe(1);
    expect([...horns].map((at) => at / SECOND_MS)).toEqual([0, 4, 8, 308, 608, 908]);
    expect(o.count).toBe(300);
    expect(stateOf(o)).toBe('active_unack');
    // Every activation is in the log; at most two words a second of one occurrence.
    expect(bench.log.filter(({ type }) => type === 'alarm.raised' || type === 'alarm.repeated')).toHaveLength(300);
    for (let second = 0; second < 3 * 60 + 5; second++) {
      bench.judge(PAIR);
      bench.later(SECOND_MS);
    }
    expect([stateOf(o), o.heldUntil]).toEqual(['rtn_unack', null]);
  });

  test('acknowledged it stays acknowledged, and closes after three quiet minutes', () => {
    const bench = createBench();
    for (let second = 0; second < 12; second++) {
      bench.judge(PAIR, ...(second % 4 < 2 ? [finding('P3')] : []));
      bench.later(SECOND_MS);
    }
    const o = bench.one(PAIR);
    expect(bench.act('ack', o, HUNG).ok).toBe(true);
    for (let second = 0; second < 60; second++) {
      bench.judge(PAIR, ...(second % 4 < 2 ? [finding('P3')] : []));
      bench.later(SECOND_MS);
    }
    expect(stateOf(o)).toBe('active_ack');
    for (let second = 0; second < 200; second++) {
      bench.judge(PAIR);
      bench.later(SECOND_MS);
    }
    expect(stateOf(o)).toBe('closed');
  });

  test('twice a minute is not chatter', () => {
    const bench = createBench();
    for (let n = 0; n < 4; n++) {
      bench.judge(NOTICE, finding('P3'));
      bench.later(15_001);
      bench.judge(NOTICE);
      bench.later(15_000);
    }
    expect(bench.one(NOTICE).chatterUntil).toBeNull();
  });
});
