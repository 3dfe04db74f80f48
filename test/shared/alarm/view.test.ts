import { describe, expect, test } from 'vitest';
import type { Alarms } from '../../../shared/alarm/fold.ts';
import { closedRow, deskRow, drainChanged, openRows, TOP, alarmsView as viewAt } from '../../../shared/alarm/view.ts';
import * as schema from '../../../shared/alarm/view-schema.ts';
import { pack, unpack } from '../../../shared/pack.ts';
import type { Priority } from '../../../shared/source.ts';
import { instantText } from '../../../shared/time.ts';
import { createBench, finding, LAN, MAI, PAIR, raised, START } from './bench.ts';

const view = (alarms: Alarms) => viewAt(alarms, 0);
const fresh = (alarms: Alarms) => view(unpack<Alarms>(pack(alarms)));
const subjects = (alarms: Alarms): string[] =>
  Object.values(view(alarms).top)
    .sort((a, b) => a.rank - b.rank)
    .map((row) => row.subject);

describe('the wall', () => {
  test('a row says what, how urgent, since when, how often and who has it', () => {
    const { bench, o } = raised(PAIR);
    bench.act('ack', o);
    expect(view(bench.alarms)).toEqual({
      unacknowledged: { P1: 0, P2: 0, P3: 0, P4: 0 },
      acknowledged: 1,
      shelved: 0,
      suppressed: 0,
      outOfService: 0,
      flood: null,
      top: {
        [o.occurrence]: {
          version: 2,
          rule: 'A21',
          subject: 'EP-7',
          priority: 'P2',
          state: 'active_ack',
          raisedAt: instantText(START),
          count: 1,
          text: 'Mất kết nối điểm cầu Tân Sơn',
          by: LAN.name,
          escalatedTo: null,
          symptoms: 0,
          chatterUntil: null,
          rank: 1,
        },
      },
    });
    expect(schema.alarmsView.safeParse(view(bench.alarms)).success).toBe(true);
  });

  test('unacknowledged before acknowledged before put aside; then priority; active before returned; longest waiting first', () => {
    const bench = createBench();
    const put = (subject: string, priority: Priority) => {
      bench.later(1_000);
      const standing = [...bench.alarms.open.values()].filter((o) => o.cond === 'ACTIVE');
      bench.judge(
        PAIR,
        ...standing.map((o) => finding(o.priority, { subject: o.subject })),
        finding(priority, { subject }),
      );
      return bench.one(PAIR, subject);
    };
    const gone = put('gone', 'P2');
    bench.judge(PAIR);
    put('p2 first', 'P2');
    put('p2 second', 'P2');
    put('p3', 'P3');
    put('p1', 'P1');
    bench.act('ack', put('seen p1 first', 'P1'));
    bench.act('ack', put('seen p1 second', 'P1'));
    bench.act('suppress', put('suppressed p1', 'P1'), MAI, { reason: 'Thuộc sự cố khác' });
    const order = ['p1', 'p2 first', 'p2 second', 'gone', 'p3', 'seen p1 second', 'seen p1 first', 'suppressed p1'];
    expect(subjects(bench.alarms)).toEqual(order);
    expect(view(bench.alarms)).toMatchObject({
      unacknowledged: { P1: 1, P2: 3, P3: 1, P4: 0 },
      acknowledged: 2,
      suppressed: 1,
    });
    expect(gone.cond).toBe('RTN');
    expect(openRows(bench.rows).map((row) => row.subject)).toEqual(order);
  });

  test('fifty rows, but every open one is counted', () => {
    const bench = createBench();
    bench.judge(PAIR, ...Array.from({ length: 120 }, (_, n) => finding('P3', { subject: `EP-${n}` })));
    const { top, unacknowledged } = view(bench.alarms);
    expect([Object.keys(top).length, unacknowledged.P3]).toEqual([TOP, 120]);
    expect(Object.values(top).map((row) => row.rank)).toEqual(Array.from({ length: TOP }, (_, n) => n + 1));
  });

  test('what did not change is the same object', () => {
    const bench = createBench();
    bench.judge(PAIR, finding('P1'), finding('P2', { subject: 'EP-8' }));
    const first = view(bench.alarms);
    expect(view(bench.alarms)).toBe(first);
    const [one, two] = [bench.one(PAIR), bench.one(PAIR, 'EP-8')];
    bench.act('comment', two, LAN, { reason: 'Đang gọi điện' });
    expect(view(bench.alarms)).toBe(first);
    bench.later(1_000);
    bench.judge(PAIR, finding('P1'), finding('P2', { subject: 'EP-8', count: 5 }));
    const second = view(bench.alarms);
    expect(second.top[one.occurrence]).toBe(first.top[one.occurrence]);
    expect(second.unacknowledged).toBe(first.unacknowledged);
    expect(second.top[two.occurrence]).toMatchObject({ count: 5 });
    expect(first.top[two.occurrence]).toMatchObject({ count: 1 });
  });

  test('looked at step by step it is what it is at first sight', () => {
    const bench = createBench();
    const priorities: Priority[] = ['P1', 'P2', 'P3', 'P4'];
    for (let step = 0; step < 25; step++) {
      bench.later(1_000);
      const findings = Array.from({ length: 60 }, (_, n) => n)
        .filter((n) => (n * 7 + step * 3) % 5 > 1)
        .map((n) => finding(priorities[(n + ((step * n) % 3)) % 4]!, { subject: `EP-${n}` }));
      bench.judge(PAIR, ...findings);
      const o = [...bench.alarms.open.values()][step % 11]!;
      bench.act(step % 3 === 0 ? 'out_of_service' : 'ack', o, MAI, { reason: 'Bảo trì theo kế hoạch' });
      expect(view(bench.alarms)).toEqual(fresh(bench.alarms));
    }
  });
});

describe('the desk', () => {
  test('a row has the schema’s fields and no others', () => {
    const { bench, o } = raised(PAIR);
    bench.act('ack', o, LAN, { reason: 'Đã gọi kỹ thuật' });
    bench.act('shelve', o, LAN, { reason: 'Đang sửa đường truyền', until: bench.until(60_000) });
    expect(schema.deskRow.strict().parse(deskRow(o, bench.rows))).toMatchObject({
      state: 'shelved',
      owner: LAN.name,
      ownerId: 'lan',
      ackedBy: 'lan',
      shelvedUntil: instantText(START + 60_000),
      suppressedBy: LAN.name,
      note: 'Đang sửa đường truyền',
    });
    expect(closedRow(bench.rows, o.occurrence)).toBeUndefined();
  });

  test('a closed one is still told', () => {
    const { bench, o } = raised(PAIR);
    bench.judge(PAIR);
    bench.act('ack', o);
    expect(schema.closedRow.strict().parse(closedRow(bench.rows, o.occurrence))).toMatchObject({
      state: 'closed',
      closedBy: LAN.name,
      closedCause: 'ack',
    });
    expect(() => deskRow(o, bench.rows)).toThrow();
  });

  test('told once of each change since it first asked, and neither view nor model knows of it', () => {
    const { bench, o } = raised(PAIR);
    openRows(bench.rows);
    expect(drainChanged(bench.alarms).size).toBe(0);
    bench.act('ack', o);
    bench.judge(PAIR, finding('P2'), finding('P3', { subject: 'EP-8' }));
    const before = pack(bench.alarms);
    expect([...drainChanged(bench.alarms)]).toEqual([o.occurrence, bench.one(PAIR, 'EP-8').occurrence]);
    expect(drainChanged(bench.alarms).size).toBe(0);
    expect(pack(bench.alarms)).toBe(before);
    bench.judge(PAIR);
    expect([...drainChanged(bench.alarms)].filter((id) => !bench.alarms.open.has(id))).toEqual([o.occurrence]);
  });
});

test('10,000 open alarms: a change costs what changed', () => {
  const bench = createBench();
  const findings = Array.from({ length: 10_000 }, (_, n) => finding('P3', { subject: `EP-${n}` }));
  bench.judge(PAIR, ...findings);
  view(bench.alarms);
  const list = [...bench.alarms.open.values()];
  const times: number[] = [];
  for (let n = 0; n < 200; n++) {
    bench.act('ack', list[(n * 37) % list.length]!);
    const start = performance.now();
    view(bench.alarms);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  // Fifty rows are made anew each time; sorting 10,000 would take some milliseconds.
  expect(times[10]).toBeLessThan(1);
});
