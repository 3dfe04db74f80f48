// Cause and symptom (features.md 3#13): one row that names the cause, its symptoms silent beneath it, none of them lost.
import { describe, expect, test } from 'vitest';
import { type JudgedRule, judge } from '../../../shared/alarm/judge.ts';
import { stateOf } from '../../../shared/alarm/occurrence.ts';
import { alarmsView, deskRow } from '../../../shared/alarm/view.ts';
import type { Finding } from '../../../shared/source.ts';
import { SECOND_MS } from '../../../shared/time.ts';
import { createBench, finding, MAI, PAIR } from './bench.ts';

const TRUNK: JudgedRule = { id: 'A22', kind: 'pair' };
const SECURE: JudgedRule = { id: 'A21', kind: 'pair', latching: true };
const cut = finding('P1', { subject: 'H44.14' });
const causes = [{ rule: 'A22', subject: 'H44.14' }];
const drops = (count: number, more: Partial<Finding> = {}): Finding[] =>
  Array.from({ length: count }, (_, n) => finding('P3', { subject: `EP-${n}`, causes, ...more }));

function office(rule: JudgedRule = PAIR) {
  const bench = createBench();
  return {
    bench,
    both: (trunk: readonly Finding[], symptoms: readonly Finding[]): string[] => {
      const found = [
        { rule, findings: symptoms },
        { rule: TRUNK, findings: trunk },
      ];
      const events = judge(bench.alarms, found, bench.now, bench.newId, bench.policies);
      bench.fold(events);
      bench.later(SECOND_MS);
      return events.map(({ type }) => type);
    },
    counts: () => {
      const { unacknowledged, suppressed } = alarmsView(bench.alarms, bench.now);
      return { ...unacknowledged, suppressed };
    },
  };
}

describe('a trunk is cut', () => {
  test('in one judging: one alarm is announced, seventeen stand beneath it', () => {
    const { bench, both, counts } = office();
    expect(both([cut], drops(17)).filter((type) => type === 'alarm.raised')).toHaveLength(18);
    expect(counts()).toEqual({ P1: 1, P2: 0, P3: 0, P4: 0, suppressed: 17 });
    const cause = bench.one(TRUNK, 'H44.14');
    expect(deskRow(cause, bench.rows).symptoms).toBe(17);
    expect(bench.one(PAIR, 'EP-3')).toMatchObject({ causeId: cause.occurrence, hornAt: null });
    expect(bench.alarms.flood.total).toBe(1);
    expect(both([cut], drops(17))).toEqual([]);
  });

  test('those that stood before go under it, also acknowledged ones', () => {
    const { bench, both, counts } = office();
    both([], drops(3));
    bench.act('ack', bench.one(PAIR, 'EP-0'));
    expect(both([cut], drops(3))).toEqual(['alarm.raised', ...Array(3).fill('alarm.suppressed')]);
    expect(counts()).toEqual({ P1: 1, P2: 0, P3: 0, P4: 0, suppressed: 3 });
  });

  test('a cause that is back explains its symptoms in the same judging', () => {
    const { both, counts } = office();
    both([cut], drops(3));
    both([], []);
    expect(both([cut], drops(3)).filter((type) => type === 'alarm.raised')).toHaveLength(4);
    expect(counts()).toEqual({ P1: 1, P2: 0, P3: 0, P4: 0, suppressed: 3 });
  });

  test('over: those still away come out with the horn, the others are closed', () => {
    const { bench, both, counts } = office();
    both([cut], drops(4));
    expect(both([cut], drops(2))).toEqual(
      [...Array(2).fill(['alarm.returned', 'alarm.suppressed', 'alarm.closed'])].flat(),
    );
    const out = both([], drops(2));
    expect(out).toEqual(['alarm.suppressed', 'alarm.suppressed', 'alarm.returned']);
    expect(counts()).toEqual({ P1: 1, P2: 0, P3: 2, P4: 0, suppressed: 0 });
    const o = bench.one(PAIR, 'EP-1');
    expect([stateOf(o), o.hornAt]).toEqual(['active_unack', bench.now - SECOND_MS]);
    expect(bench.alarms.symptoms.size).toBe(0);
  });

  test('a latching class that returns beneath it was seen by nobody: it is shown', () => {
    const { bench, both } = office(SECURE);
    both([cut], drops(1));
    both([cut], []);
    expect(stateOf(bench.one(SECURE, 'EP-0'))).toBe('rtn_unack');
  });

  test('what gets worse breaks out and is not put back', () => {
    const { bench, both } = office();
    both([cut], drops(2));
    expect(both([cut], [...drops(1), finding('P1', { subject: 'EP-1', causes })])).toEqual(['alarm.rose']);
    expect(both([cut], [...drops(1), finding('P1', { subject: 'EP-1', causes })])).toEqual([]);
    expect(stateOf(bench.one(PAIR, 'EP-1'))).toBe('active_unack');
  });

  test('what nothing explains any more comes out, whether or not its finding still names causes', () => {
    const { both, counts } = office();
    both([cut], drops(2));
    both([cut], [finding('P3', { subject: 'EP-0' }), ...drops(2).slice(1)]);
    expect(counts()).toEqual({ P1: 1, P2: 0, P3: 1, P4: 0, suppressed: 1 });
  });

  test('out of a shelf it breaks past its cause as well', () => {
    const { bench, both } = office();
    both([], drops(1));
    const o = bench.one(PAIR, 'EP-0');
    bench.act('shelve', o, MAI, { reason: 'Đang sửa đường truyền', until: bench.until(600_000) });
    expect(both([cut], drops(1, { priority: 'P1' })).filter((type) => type !== 'alarm.raised')).toEqual(['alarm.rose']);
    expect(both([cut], drops(1, { priority: 'P1' }))).toEqual([]);
    expect(stateOf(o)).toBe('active_unack');
  });

  test('the alarm that names the cause is never suppressed by a rule', () => {
    const { bench, both } = office();
    both([cut], drops(5));
    const silent = [{ rule: 'A21', subject: 'EP-0' }];
    expect(both([{ ...cut, causes: silent }], drops(5))).toEqual([]);
    expect(stateOf(bench.one(TRUNK, 'H44.14'))).toBe('active_unack');
  });

  test('a cause that a person has suppressed explains no more', () => {
    const { bench, both, counts } = office();
    both([cut], drops(2));
    bench.act('suppress', bench.one(TRUNK, 'H44.14'), MAI, { reason: 'Diễn tập đường truyền' });
    both([cut], drops(2));
    expect(counts()).toEqual({ P1: 0, P2: 0, P3: 2, P4: 0, suppressed: 1 });
  });
});
