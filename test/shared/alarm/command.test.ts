import { describe, expect, test } from 'vitest';
import { type Actor, type Command, commandSchema } from '../../../shared/alarm/command.ts';
import { ACTIONS, type Action } from '../../../shared/alarm/events.ts';
import { emptyAlarms, find } from '../../../shared/alarm/fold.ts';
import { stateOf } from '../../../shared/alarm/occurrence.ts';
import { pack, unpack } from '../../../shared/pack.ts';
import { instantText } from '../../../shared/time.ts';
import { createBench, finding, HUNG, LAN, LATCH, MAI, NOTICE, PAIR, raised, START, WALL } from './bench.ts';

const REASON = 'Đã gọi kỹ thuật điểm cầu';
const codeOf = (decision: { ok: boolean; code?: string }): string => (decision.ok ? 'ok' : (decision.code ?? ''));

describe('acknowledge', () => {
  test('names who and when, takes the owner, and the second is told who was first and when', () => {
    const { bench, o } = raised(PAIR);
    expect(bench.act('ack', o, LAN, { reason: REASON })).toMatchObject({ ok: true, version: 2 });
    expect([o.ackedName, o.ackedAt, o.owner, o.note]).toEqual([LAN.name, START, 'lan', REASON]);
    bench.later(5_000);
    expect(bench.act('ack', o, HUNG)).toMatchObject({
      ok: false,
      status: 409,
      code: 'ALREADY_ACKED',
      by: LAN.name,
      at: instantText(START),
      message: 'Đã xác nhận bởi Nguyễn Thị Lan lúc 10:00:00 21/11/2026; không cần xác nhận lại.',
      current: { version: 2, state: 'active_ack' },
    });
    expect(bench.log.map((event) => event.type)).toEqual(['alarm.raised', 'alarm.acknowledged', 'alarm.refused']);
  });

  test('of what has returned closes, and the log says so', () => {
    const { bench, o } = raised(PAIR);
    bench.judge(PAIR);
    bench.act('ack', o);
    expect(bench.log.map((event) => event.type).slice(-2)).toEqual(['alarm.acknowledged', 'alarm.closed']);
    expect(bench.log.at(-1)?.data).toEqual({ cause: 'ack', by: 'lan', byName: LAN.name, version: 2 });
    expect(bench.act('ack', o, HUNG)).toMatchObject({
      status: 410,
      code: 'CLOSED',
      by: LAN.name,
      at: instantText(START),
    });
  });

  test('of a notice alone never closes it', () => {
    const { bench, o } = raised(NOTICE);
    bench.act('ack', o);
    expect(stateOf(o)).toBe('active_ack');
    expect(codeOf(bench.act('dispose', o))).toBe('REASON_REQUIRED');
    expect(codeOf(bench.act('dispose', o, LAN, { reason: 'Báo nhầm, đã kiểm tra' }))).toBe('ok');
    expect([stateOf(o), o.closedCause]).toEqual(['closed', 'dispose']);
  });
});

describe('the order of judgement', () => {
  test('the first answer again, with no second effect, whatever else the command says; also after a restart', () => {
    const { bench, o } = raised(PAIR);
    const ack = bench.command('ack', o);
    const first = bench.send(ack, LAN);
    const refusal = bench.send(bench.command('ack', o, { id: bench.newId() }), HUNG);
    bench.alarms = unpack(pack(bench.alarms));
    const { length } = bench.log;
    expect(bench.send(ack, LAN)).toEqual({ ...first, events: [] });
    expect(bench.send({ ...ack, action: 'unack', version: 99 }, WALL)).toEqual({ ...first, events: [] });
    const refusedId = (bench.log.at(-1)!.data as { commandId: string }).commandId;
    expect(bench.send({ ...ack, id: refusedId }, HUNG)).toEqual({ ...refusal, events: [] });
    expect(bench.log.length).toBe(length);
  });

  /** Each refusal wins over all that come after it, and gives way to none but those before. */
  test('404, 403, 410, the cell, 409, 422', () => {
    const { bench, o } = raised(LATCH, 'P1');
    const bad = { version: 77, reason: '' };
    const unknown = { ...bench.command('reset', o, bad), occurrence: 'no such' };
    expect(codeOf(bench.send(unknown, WALL))).toBe('NOT_FOUND');
    expect(codeOf(bench.act('reset', o, LAN, bad))).toBe('FORBIDDEN');
    expect(codeOf(bench.act('reset', o, MAI, bad))).toBe('STILL_ACTIVE');
    expect(codeOf(bench.act('shelve', o, LAN, bad))).toBe('STALE_VERSION');
    expect(codeOf(bench.act('shelve', o, LAN))).toBe('REASON_REQUIRED');
    expect(codeOf(bench.act('shelve', o, LAN, { reason: REASON }))).toBe('NOT_SHELVABLE');
    bench.act('ack', o);
    bench.judge(LATCH);
    bench.act('reset', o, MAI);
    expect(codeOf(bench.act('reset', o, LAN, bad))).toBe('FORBIDDEN');
    expect(codeOf(bench.act('reset', o, MAI, bad))).toBe('CLOSED');
    const refused = bench.log.filter((event) => event.type === 'alarm.refused');
    expect(refused.map((event) => (event.data as { answer: { status: number } }).answer.status)).toEqual([
      404, 403, 409, 409, 422, 422, 403, 410,
    ]);
  });

  test('a stale version is answered with the row as it is', () => {
    const { bench, o } = raised(PAIR, 'P3');
    const seen = bench.command('ack', o);
    bench.judge(PAIR, finding('P2', { text: 'Nặng hơn' }));
    expect(bench.send(seen, LAN)).toMatchObject({
      code: 'STALE_VERSION',
      current: { version: 2, priority: 'P2', text: 'Nặng hơn', occurrence: o.occurrence },
    });
    expect(stateOf(o)).toBe('active_unack');
  });
});

describe('roles', () => {
  const supervisors: Action[] = ['reset', 'suppress', 'unsuppress', 'out_of_service', 'in_service'];

  test('a wall may nothing, an operator all but the supervisor’s five', () => {
    for (const action of ACTIONS) {
      const { bench, o } = raised(PAIR);
      expect(codeOf(bench.act(action, o, WALL)), action).toBe('FORBIDDEN');
      expect(codeOf(bench.act(action, o, LAN)) === 'FORBIDDEN', action).toBe(supervisors.includes(action));
      expect(codeOf(bench.act(action, o, MAI)), action).not.toBe('FORBIDDEN');
      expect(codeOf(bench.act(action, o, { ...MAI, role: 'admin' })), action).not.toBe('FORBIDDEN');
    }
  });

  test('one’s own acknowledgement for 30 s without a reason; then and for another’s a supervisor with a reason', () => {
    const cases: [string, number, Actor, string | undefined, string][] = [
      ['own at 30 s', 30_000, LAN, undefined, 'ok'],
      ['own after', 30_001, LAN, REASON, 'FORBIDDEN'],
      ['another’s', 1_000, HUNG, REASON, 'FORBIDDEN'],
      ['supervisor without reason', 1_000, MAI, undefined, 'REASON_REQUIRED'],
      ['reason too short', 1_000, MAI, ' abcd ', 'REASON_REQUIRED'],
      ['supervisor', 90_000, MAI, 'abcde', 'ok'],
    ];
    for (const [name, ms, actor, reason, code] of cases) {
      const { bench, o } = raised(PAIR);
      bench.act('ack', o);
      bench.later(ms);
      expect(codeOf(bench.act('unack', o, actor, { reason })), name).toBe(code);
      if (code === 'ok') expect([stateOf(o), o.ackedBy, o.ackedName]).toEqual(['active_unack', null, null]);
    }
  });
});

describe('undo of a close', () => {
  test('within 30 s by who closed it; not by another, not later, not when it stands anew', () => {
    const closed = () => {
      const { bench, o } = raised(PAIR);
      bench.judge(PAIR);
      bench.act('ack', o);
      return { bench, o };
    };
    const first = closed();
    first.bench.later(30_000);
    expect(codeOf(first.bench.act('unack', first.o))).toBe('ok');
    expect([stateOf(first.o), first.bench.alarms.open.size, first.bench.alarms.closed.size]).toEqual([
      'rtn_unack',
      1,
      0,
    ]);
    const late = closed();
    late.bench.later(30_001);
    expect(codeOf(late.bench.act('unack', late.o))).toBe('CLOSED');
    const other = closed();
    expect(codeOf(other.bench.act('unack', other.o, HUNG))).toBe('FORBIDDEN');
    expect(codeOf(other.bench.act('unack', other.o, MAI, { reason: REASON }))).toBe('CLOSED');
    const again = closed();
    again.bench.judge(PAIR, finding('P2'));
    expect(codeOf(again.bench.act('unack', again.o))).toBe('CLOSED');
    expect(again.bench.one(PAIR).recurrenceOf).toBe(again.o.occurrence);
  });

  test('of a disposal makes the notice count again', () => {
    const { bench, o } = raised(NOTICE);
    bench.act('dispose', o, LAN, { reason: REASON });
    expect(bench.alarms.disposed.get('A30 EP-7')?.seq).toBe(2);
    expect(codeOf(bench.act('unack', o))).toBe('ok');
    expect([stateOf(o), bench.alarms.disposed.size]).toEqual(['active_unack', 0]);
    expect(bench.judge(NOTICE, finding('P2'))).toEqual([]);
  });
});

describe('shelving', () => {
  const shelve = (bench: ReturnType<typeof createBench>, more: Partial<Command>) =>
    codeOf(bench.act('shelve', bench.one(PAIR), LAN, { reason: REASON, ...more }));

  test('needs an end, in the future and at most 8 h ahead', () => {
    const { bench } = raised(PAIR);
    expect(shelve(bench, {})).toBe('UNTIL_REQUIRED');
    expect(shelve(bench, { until: 'mai' })).toBe('UNTIL_REQUIRED');
    expect(shelve(bench, { until: bench.until(0) })).toBe('UNTIL_REQUIRED');
    expect(shelve(bench, { until: bench.until(8 * 3_600_000 + 1) })).toBe('UNTIL_TOO_LATE');
    expect(shelve(bench, { until: bench.until(8 * 3_600_000) })).toBe('ok');
    expect(bench.one(PAIR).shelveUntil).toBe(START + 8 * 3_600_000);
  });

  test('a newer shelf replaces the older one, and ends when it says', () => {
    const { bench, o } = raised(PAIR);
    shelve(bench, { until: bench.until(60_000) });
    shelve(bench, { until: bench.until(120_000) });
    bench.later(119_999);
    expect(bench.judge(PAIR, finding('P2'))).toEqual([]);
    bench.later(1);
    expect(bench.judge(PAIR, finding('P2'))).toEqual(['alarm.unshelved']);
    expect([stateOf(o), o.hornAt]).toEqual(['active_unack', bench.now]);
  });
});

describe('owner and comments', () => {
  test('taking over is explicit; the same again is refused; nobody may be given it who is not there', () => {
    const { bench, o } = raised(PAIR);
    bench.act('ack', o);
    expect(codeOf(bench.act('assign', o, HUNG))).toBe('ASSIGNEE_REQUIRED');
    expect(codeOf(bench.act('assign', o, HUNG, { assignee: 'hung' }))).toBe('ok');
    expect(bench.act('assign', o, HUNG, { assignee: 'hung' })).toMatchObject({ code: 'ALREADY_ASSIGNED', by: 'hung' });
    const command = bench.command('assign', o, { assignee: 'ghost' });
    bench.nameOf = () => null;
    expect(codeOf(bench.send(command, HUNG))).toBe('ASSIGNEE_REQUIRED');
  });

  test('a comment stays with the occurrence and leaves the version alone', () => {
    const { bench, o } = raised(PAIR);
    expect(codeOf(bench.act('comment', o, LAN, { reason: 'ok' }))).toBe('REASON_REQUIRED');
    expect(bench.act('comment', o, LAN, { reason: REASON })).toMatchObject({ ok: true, version: 1 });
    bench.later(2_000);
    bench.judge(PAIR, finding('P2', { count: 9 }));
    expect(o.note).toBe(REASON);
    expect(o.history.map(({ type, note, byName }) => [type, note, byName])).toContainEqual([
      'alarm.commented',
      REASON,
      LAN.name,
    ]);
  });
});

describe('commandSchema', () => {
  const command = { id: 'AB000000-0000-4000-8000-000000000001', occurrence: 'o', version: 1, action: 'ack' };

  test('an id is the same in capitals; who and when are not taken from the command', () => {
    const parsed = commandSchema.parse({ ...command, by: 'giam-doc', at: 'hôm qua' });
    expect(parsed).toEqual({ ...command, id: command.id.toLowerCase() });
  });

  test('refuses what cannot be stored or is not there', () => {
    for (const wrong of [
      { reason: 'a\u0000b' },
      { reason: '\ud800' },
      { action: 'delete' },
      { id: '1' },
      { version: 1.5 },
    ])
      expect(commandSchema.safeParse({ ...command, ...wrong }).success, JSON.stringify(wrong)).toBe(false);
  });
});

test('200 acknowledgements of one alarm: one succeeds, all others are told who', () => {
  const { bench, o } = raised(PAIR);
  const commands = Array.from({ length: 200 }, () => bench.command('ack', o));
  const codes = commands.map((command, index) => codeOf(bench.send(command, index === 0 ? LAN : HUNG)));
  expect(codes.filter((code) => code === 'ok')).toHaveLength(1);
  expect(codes.filter((code) => code === 'ALREADY_ACKED')).toHaveLength(199);
  expect(bench.log).toHaveLength(1 + 200);
});

test('a refusal names no other occurrence and changes none', () => {
  const bench = createBench(emptyAlarms());
  bench.judge(PAIR, finding('P2'), finding('P3', { subject: 'EP-8' }));
  const before = pack([...bench.alarms.open]);
  bench.act('unack', bench.one(PAIR, 'EP-8'));
  expect(pack([...bench.alarms.open])).toBe(before);
  expect(find(bench.alarms, 'nothing')).toBeUndefined();
});
