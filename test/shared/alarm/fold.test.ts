import { describe, expect, test } from 'vitest';
import { emptyAlarms, foldAlarm, HISTORY_KEPT } from '../../../shared/alarm/fold.ts';
import { ANSWERS_KEPT_MS, CLOSED_KEPT, CLOSED_KEPT_MS, forgetAlarms } from '../../../shared/alarm/prune.ts';
import { pack, unpack } from '../../../shared/pack.ts';
import { HOUR_MS } from '../../../shared/time.ts';
import { createBench, finding, LAN, NOTICE, PAIR, raised } from './bench.ts';

describe('what is kept', () => {
  test('closed ones 60 days, so that whoever comes late is told who closed it', () => {
    const { bench, o } = raised(PAIR);
    bench.judge(PAIR);
    bench.act('ack', o);
    bench.later(CLOSED_KEPT_MS);
    bench.judge(PAIR, finding('P2', { subject: 'EP-8' }));
    expect(bench.act('ack', o)).toMatchObject({ code: 'CLOSED', by: LAN.name });
    bench.later(HOUR_MS);
    bench.judge(PAIR, finding('P2', { subject: 'EP-9' }));
    expect(bench.act('ack', o)).toMatchObject({ code: 'NOT_FOUND' });
    expect([bench.alarms.lastClosed.has('A21 EP-7'), bench.alarms.closed.has(o.occurrence)]).toEqual([false, false]);
  });

  test('20,000 of them at most, the newest', () => {
    const { bench } = raised(PAIR);
    const [first] = bench.log;
    let [seq, most] = [1, 0];
    const put = (type: string, subject: string, data: unknown) =>
      foldAlarm(bench.alarms, { ...first!, type, subject, data, seq: ++seq, receivedAt: bench.now, foldAt: bench.now });
    const person = { by: 'lan', byName: 'Lan', role: 'operator', commandId: null, seen: 1, version: 2, reason: null };
    for (let n = 0; n <= CLOSED_KEPT; n++) {
      put('alarm.raised', `o${n}`, { ...(first!.data as object), subject: `EP-${n}-of-many` });
      put('alarm.acknowledged', `o${n}`, person);
      put('alarm.returned', `o${n}`, {});
      most = Math.max(most, bench.alarms.closed.size);
    }
    const { closed, lastClosed } = bench.alarms;
    expect(most).toBe(CLOSED_KEPT);
    expect(closed.size).toBeGreaterThan(CLOSED_KEPT * 0.8);
    expect([lastClosed.size, closed.has('o0'), closed.has(`o${CLOSED_KEPT}`)]).toEqual([closed.size, false, true]);
  }, 30_000);

  test('answers for seven days', () => {
    const { bench, o } = raised(PAIR);
    const ack = bench.command('ack', o);
    const first = bench.send(ack, LAN);
    bench.later(ANSWERS_KEPT_MS);
    bench.judge(PAIR);
    expect(bench.send(ack, LAN)).toEqual({ ...first, events: [] });
    bench.later(HOUR_MS);
    bench.judge(PAIR, finding('P2'));
    expect(bench.alarms.answers.size).toBe(0);
  });

  test('the history of one occurrence keeps its beginning and its newest entries, and never repeats', () => {
    const { bench, o } = raised(PAIR);
    for (let n = 0; n < HISTORY_KEPT + 20; n++) {
      bench.later(1_000);
      bench.judge(PAIR, finding('P2', { count: n + 2 }));
      bench.act('comment', o, LAN, { reason: `ghi chú số ${n}` });
    }
    expect([o.history.length, o.historyDropped]).toEqual([HISTORY_KEPT, 21]);
    expect([o.history[0]?.type, o.history.at(-1)?.note]).toEqual(['alarm.raised', `ghi chú số ${HISTORY_KEPT + 19}`]);
    expect(o.history.some((entry) => entry.type === 'alarm.repeated')).toBe(false);
  });

  test('forgetting drops what closed before the instant and leaves what is open', () => {
    const { bench, o } = raised(PAIR);
    bench.act('ack', o);
    bench.judge(PAIR);
    bench.judge(NOTICE, finding('P2'));
    forgetAlarms(bench.alarms, bench.now);
    expect(bench.alarms.closed.size).toBe(1);
    forgetAlarms(bench.alarms, bench.now + 1);
    expect([bench.alarms.closed.size, bench.alarms.open.size]).toEqual([0, 1]);
  });
});

describe('a log that this program did not write', () => {
  test('changes nothing where it does not fit the table, and is counted', () => {
    const { bench, o } = raised(PAIR);
    const [event] = bench.log;
    const before = pack({ ...bench.alarms, misfits: 0 });
    const put = (type: string, subject: string | null, data: unknown) =>
      foldAlarm(bench.alarms, { ...event!, type, subject, data, seq: 9, receivedAt: bench.now, foldAt: bench.now });
    put('alarm.raised', 'another', event!.data);
    put('alarm.returned', 'nothing', { rule: 'A21', subject: 'EP-7' });
    put('alarm.closed', o.occurrence, { cause: 'ack', by: null, byName: null, version: 1 });
    put('alarm.reset', o.occurrence, {});
    put('alarm.unheard_of', o.occurrence, {});
    put('alarm.returned', null, {});
    expect(bench.alarms.misfits).toBe(4);
    expect(pack({ ...bench.alarms, misfits: 0 })).toBe(before);
  });
});

test('of two answers to one command the first stands', () => {
  const { bench, o } = raised(PAIR);
  bench.act('ack', o);
  const event = bench.log.at(-1)!;
  const { commandId } = event.data as { commandId: string };
  const data = { ...(event.data as object), version: 99 };
  foldAlarm(bench.alarms, { ...event, data, seq: 9, receivedAt: bench.now, foldAt: bench.now });
  expect(bench.alarms.answers.get(commandId)?.answer).toEqual({ ok: true, version: 2 });
});

test('the model survives being written and read back, with no undefined in it', () => {
  const { bench, o } = raised(NOTICE);
  bench.act('ack', o);
  bench.act('shelve', o, LAN, { reason: 'Đang sửa đường truyền', until: bench.until(60_000) });
  bench.judge(PAIR, finding('P1'));
  bench.judge(PAIR);
  const copy = unpack<typeof bench.alarms>(pack(bench.alarms));
  expect(copy).toStrictEqual(bench.alarms);
  expect(unpack(pack(emptyAlarms()))).toStrictEqual(emptyAlarms());
});

test('folding its log again gives the same model', () => {
  const { bench, o } = raised(PAIR);
  bench.act('ack', o);
  bench.later(1_000);
  bench.judge(PAIR);
  bench.judge(PAIR, finding('P1'));
  const again = createBench();
  for (const event of bench.log) {
    again.now = event.time;
    again.fold([event]);
  }
  expect(again.alarms).toStrictEqual(bench.alarms);
});
