// One month of five units, counted by hand: what stands beside each expectation says why.
import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../../../shared/event.ts';
import { emptyModel, step } from '../../../../shared/model.ts';
import { createMonth, type Month } from '../../../../shared/sources/dossier/month.ts';
import { viewOf } from '../../../../shared/view-of.ts';

const at = (text: string): number => Date.parse(`2026-${text.replace(' ', 'T')}:00+07:00`);
const FROM = at('03-01 00:00');
const TO = at('04-01 00:00');

/** A log in the order in which it was received; `time` and `receivedAt` as `03-05 08:00`. */
function logbook() {
  const log: LogEvent[] = [];
  const put = (
    type: string,
    subject: string,
    time: string | number,
    data: object,
    agency: string | null = null,
    received?: string,
  ): void => {
    const own = typeof time === 'number' ? time : at(time);
    const receivedAt = Math.max(received === undefined ? own : at(received), log.at(-1)?.receivedAt ?? 0);
    log.push({
      seq: log.length + 1,
      id: `${log.length}`,
      source: '/t',
      type,
      subject,
      time: own,
      receivedAt,
      foldAt: receivedAt,
      agency,
      data,
    });
  };
  return {
    log,
    put,
    agency: (code: string, time = '01-01 00:00', more: object = {}) =>
      put('agency.registered', code, time, { name: `Đơn vị ${code}`, tier: 'district', ...more }),
    procedure: (code: string, level: number, agencies: string[], time = '01-01 00:00', more: object = {}) =>
      put('procedure.registered', code, time, { level, agencies, ...more }),
    submit: (code: string, time: string, agency: string, data: object, received?: string) =>
      put('dossier.submitted', code, time, data, agency, received),
    status: (code: string, time: string | number, status: number, agency: string, received?: string) =>
      put('dossier.status', code, time, { status }, agency, received),
  };
}

/** The model of what was received before the month, then the rest in whatever order. */
function monthOf(log: readonly LogEvent[], order: (rest: LogEvent[]) => LogEvent[] = (rest) => rest): Month {
  const model = emptyModel(false);
  const before = log.filter(({ receivedAt }) => receivedAt < FROM);
  for (const event of before) step(model, event);
  const month = createMonth(model.sources.dossier, model.registry, FROM, TO);
  for (const event of order(log.filter(({ receivedAt }) => receivedAt >= FROM))) month.add(event);
  return month.result();
}

function province(): LogEvent[] {
  const { log, put, agency, procedure, submit, status } = logbook();
  for (const code of ['U1', 'U2', 'U3', 'U4', 'U5']) agency(code);
  procedure('1.001', 4, ['U1', 'U2']);
  procedure('1.002', 3, ['U1']);
  procedure('1.003', 4, ['U3', 'U5']);
  procedure('1.004', 4, ['U1']);
  // Submitted in February, received in March: of March, and no online dossier of it.
  submit('a', '02-27 09:00', 'U1', { level: 4, channel: 'online', procedure: '1.004' });
  status('a', '03-02 08:00', 2, 'U1');
  // Level of its procedure, in its local form.
  submit('b', '03-05 09:00', 'U1', { channel: 'online', procedure: '1.001.000.00.00.H44' });
  status('b', '03-06 08:00', 2, 'U1');
  // Level 3, and in person.
  submit('c', '03-05 09:00', 'U1', { channel: 'in_person', procedure: '1.002' });
  status('c', '03-06 08:00', 2, 'U1');
  // Deleted: as if it had never been.
  submit('d', '03-07 09:00', 'U2', { channel: 'online', procedure: '1.001' });
  status('d', '03-07 10:00', 2, 'U2');
  put('dossier.deleted', 'd', '03-08 09:00', {}, 'U2');
  // Handed on: of the unit that has it at the end.
  submit('e', '03-09 09:00', 'U1', { level: 4 });
  status('e', '03-09 10:00', 2, 'U1');
  put('dossier.transferred', 'e', '03-10 10:00', { toAgency: 'U2' }, 'U1');
  // A report of zero is a report.
  put('feed.totals', '/t', '03-11 18:00', { day: '2026-03-11', submitted: 0, received: 0, resolved: 0, open: 0 }, 'U3');
  // The last instant of the month, and the first of the next.
  submit('f', '03-31 09:00', 'U2', { level: 4 });
  status('f', TO - 1, 2, 'U2');
  submit('g', '03-31 09:00', 'U2', { level: 4 });
  status('g', TO, 2, 'U2');
  // Of March, known in April.
  submit('h', '03-15 09:00', 'U1', { level: 4, channel: 'online', procedure: '1.001' }, '04-02 09:00');
  status('h', '03-15 10:00', 2, 'U1', '04-02 09:00');
  // Not registered, and received twice.
  submit('i', '03-16 09:00', 'X9', { level: 4 }, '04-02 09:00');
  status('i', '03-16 10:00', 2, 'X9', '04-02 09:00');
  status('i', '03-17 10:00', 4, 'X9', '04-02 09:00');
  status('i', '03-18 10:00', 2, 'X9', '04-02 09:00');
  return log;
}

describe('the month of the units', () => {
  const month = monthOf(province());
  const unit = (code: string) => month.units.find((one) => one.code === code);

  it('counts K14 and K1 where a dossier is, in the month in which it was first received', () => {
    expect(month.units.map(({ code, received, level4 }) => [code, received, level4])).toEqual([
      ['U1', 4, 3], // a, b, c, h; of level 4 a, b, h
      ['U2', 2, 2], // e, f
      ['U3', 0, 0],
      ['U5', null, null],
      ['X9', 1, 1], // i
    ]);
    expect(month.province).toMatchObject({ received: 7, level4: 6 });
  });

  it('has no figure for a unit that sent nothing, and a zero for one that said so', () => {
    expect(unit('U5')).toMatchObject({ reported: false, used: null, received: null, level4: null, standing: 'valid' });
    expect(unit('U3')).toMatchObject({ reported: true, received: 0, used: { numerator: 0, denominator: 1 } });
    // K15: U1, U2, U3 of the four that procedures name. U4 deals with no dossiers, X9 is not registered.
    expect(month.coverage).toEqual({ numerator: 3, denominator: 4 });
    expect(unit('U4')).toBeUndefined();
    expect(unit('X9')).toMatchObject({ name: 'chưa đăng ký', standing: 'unregistered', required: false });
  });

  it('counts K12 over the catalogue and K13 over online dossiers submitted in the month', () => {
    expect(unit('U1')).toMatchObject({
      offered: { numerator: 2, denominator: 3 },
      used: { numerator: 1, denominator: 2 }, // 1.001 by b and h; a was submitted in February
    });
    expect(unit('U2')?.used).toEqual({ numerator: 0, denominator: 1 }); // d is deleted, e and f are not online
    expect(month.province).toMatchObject({
      offered: { numerator: 3, denominator: 4 },
      used: { numerator: 1, denominator: 3 },
    });
  });

  it('reads a dossier that came as a snapshot by the instants it names', () => {
    const { log, agency, put } = logbook();
    agency('U1');
    const snapshot = { status: 4, level: 4, channel: 'online', submittedAt: '2026-03-02T09:00:00+07:00' };
    put('dossier.snapshot', 'new', '03-20 00:00', { ...snapshot, receivedAt: '2026-03-03T09:00:00+07:00' }, 'U1');
    put('dossier.snapshot', 'old', '03-20 00:00', { ...snapshot, receivedAt: '2026-02-27T09:00:00+07:00' }, 'U1');
    expect(monthOf(log).province).toMatchObject({ received: 1, level4: 1 });
  });

  it('does not depend on the order in which its events are read', () => {
    expect(monthOf(province(), (rest) => rest.toReversed())).toEqual(month);
  });

  it('knows nothing where nothing was heard', () => {
    const { log, agency } = logbook();
    agency('U1');
    expect(monthOf(log)).toEqual({
      units: [expect.objectContaining({ code: 'U1', reported: false, received: null, level4: null })],
      province: { offered: { numerator: 0, denominator: 0 }, used: null, received: null, level4: null },
      coverage: { numerator: 0, denominator: 1 },
    });
  });
});

describe('the catalogue of the month’s end', () => {
  it('has the units and names of then: merged away, renamed, announced for later', () => {
    const { log, agency, submit, status } = logbook();
    agency('U1', '01-01 00:00', { validTo: '2026-03-16' });
    agency('U2');
    agency('U3');
    submit('a', '03-02 09:00', 'U1', { level: 4 });
    status('a', '03-02 10:00', 2, 'U1');
    agency('U2', '03-10 00:00', { name: 'Tên mới' });
    agency('U2', '03-20 00:00', { name: 'Tên của tháng sau', validFrom: '2026-04-01' });
    agency('U4', '03-20 00:00', { validFrom: '2026-04-01' });
    const { units, coverage } = monthOf(log);
    expect(units.map(({ code, name, standing, level4 }) => [code, name, standing, level4])).toEqual([
      ['U1', 'Đơn vị U1', 'expired', 1], // its history stays with it
      ['U2', 'Tên mới', 'valid', null],
      ['U3', 'Đơn vị U3', 'valid', null],
    ]);
    expect(coverage).toEqual({ numerator: 0, denominator: 2 });
  });

  it('has the procedures in force', () => {
    const { log, agency, procedure } = logbook();
    agency('U1');
    procedure('1.001', 4, ['U1']);
    procedure('1.002', 3, ['U1'], '01-01 00:00', { validTo: '2026-03-31' });
    procedure('1.003', 3, ['U1'], '03-01 00:00', { validFrom: '2026-04-01' });
    procedure('1.004', 3, ['U1'], '03-05 00:00');
    procedure('1.004', 4, ['U1'], '03-06 00:00');
    expect(monthOf(log).units[0]?.offered).toEqual({ numerator: 2, denominator: 2 });
  });
});

describe('the running month on the screens', () => {
  /** What a screen shows, as it looked at it on the way; and the report of the same log. */
  function both(now: number, look: boolean) {
    const log = province().filter(({ receivedAt }) => receivedAt <= now);
    const model = emptyModel(false);
    for (const event of log) {
      step(model, event);
      if (look) viewOf(model, event.foldAt);
    }
    const base = emptyModel(false);
    for (const event of log.filter(({ receivedAt }) => receivedAt < FROM)) step(base, event);
    const report = createMonth(base.sources.dossier, base.registry, FROM, now + 1);
    for (const event of log.filter(({ receivedAt }) => receivedAt >= FROM)) report.add(event);
    return { shown: viewOf(model, now).dossier.month, report: report.result() };
  }

  it.each([
    ['03-01 00:00', false],
    ['03-05 12:00', true],
    ['03-10 12:00', false],
    ['03-10 12:00', true],
    ['03-31 23:59', true],
  ] as const)('equals the report at %s (looked at on the way: %s)', (text, look) => {
    const { shown, report } = both(at(text), look);
    const rows = report.units.map(({ code, offered, used, received, level4 }) => [
      code,
      { offered, used, received, level4 },
    ]);
    expect(shown).toEqual({
      month: '2026-03',
      province: report.province,
      coverage: report.coverage,
      byAgency: Object.fromEntries(rows),
    });
  });

  it('begins anew with the month', () => {
    expect(both(at('04-03 08:00'), true).shown).toMatchObject({
      month: '2026-04',
      province: { received: 1, level4: 1 },
    });
  });

  it('does not say what procedures were used where an older version did not keep them', () => {
    const log = province().filter(({ receivedAt }) => receivedAt < at('03-20 00:00'));
    const model = emptyModel(false);
    for (const event of log.slice(0, -1)) step(model, event);
    const { dossier } = model.sources;
    Object.assign(dossier, { month: new Map(), monthCounted: emptyModel(false).sources.dossier.monthCounted });
    dossier.proceduresSince = Number.MAX_SAFE_INTEGER;
    for (const one of dossier.dossiers.values()) one.c = one.c.filter((key) => key >= 0);
    for (const event of log.slice(-1)) step(model, event);
    const shown = viewOf(model, at('03-20 08:00')).dossier.month;
    expect(shown?.province).toMatchObject({ received: 4, used: null });
    expect(shown?.byAgency.U1).toMatchObject({ received: 3, level4: 2, used: null });
  });
});
