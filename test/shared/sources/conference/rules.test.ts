import { describe, expect, test } from 'vitest';
import { at, bench, names } from './kit.ts';

type Bench = ReturnType<typeof bench>;
const open = (b: Bench, time = at('08:00')) => b.send('conference.opened', 'HN', time);
const summary = (found: ReturnType<Bench['judge']>) =>
  Object.fromEntries([...found].map(([subject, one]) => [subject, one.priority]));
const pass = (b: Bench, id: string, time: number, sound = 'ok') =>
  b.send('endpoint.test', id, time, { picture: 'ok', sound });

/** 17 communes of H44.20, 20 of H44.21, all in an open conference with `more` others of H44.22…29. */
function province(more = 265): Bench {
  const b = bench();
  const yenLap = names(17, 'YL-');
  const camKhe = names(20, 'CK-');
  const rest = names(more, 'EP-');
  for (const id of yenLap) b.register(id, `H44.20.${Number(id.slice(3))}`);
  for (const id of camKhe) b.register(id, `H44.21.${Number(id.slice(3))}`);
  for (const [i, id] of rest.entries()) b.register(id, `H44.${22 + (i % 8)}.${i}`);
  b.schedule('HN', [...yenLap, ...camKhe, ...rest], at('06:00'));
  for (const id of b.model.conferences.get('HN')!.invited.keys()) b.join(id, at('07:50'), 'HN');
  open(b);
  return b;
}

describe('A20, an endpoint that is not ready', () => {
  test('no passed test: P4 from T-60, P3 from T-30; not joined: P2 from T-10, P1 where it is critical', () => {
    const b = bench();
    b.register('EP-1', 'H44.14.3');
    b.register('EP-2', 'H44.14.4', 'commune', true);
    b.register('EP-3', 'H44.14.5');
    b.schedule('HN', ['EP-1', 'EP-2', 'EP-3'], at('06:00'));
    pass(b, 'EP-3', at('06:30'));
    expect(summary(b.judge('A20', at('06:59:59')))).toEqual({});
    expect(summary(b.judge('A20', at('07:00')))).toEqual({ 'EP-1@HN': 'P4', 'EP-2@HN': 'P4' });
    expect(summary(b.judge('A20', at('07:30')))).toEqual({ 'EP-1@HN': 'P3', 'EP-2@HN': 'P3' });
    pass(b, 'EP-1', at('07:35'));
    expect(summary(b.judge('A20', at('07:36')))).toEqual({ 'EP-2@HN': 'P3' });
    b.join('EP-1', at('07:40'), 'HN');
    expect(summary(b.judge('A20', at('07:50')))).toEqual({ 'EP-2@HN': 'P1', 'EP-3@HN': 'P2' });
    b.join('EP-2', at('07:52'), 'HN');
    expect(summary(b.judge('A20', at('07:53')))).toEqual({ 'EP-3@HN': 'P2' });
  });

  test('a test that failed after one that passed is no passed test; one of last week neither', () => {
    const b = bench();
    b.schedule('HN', ['EP-1', 'EP-2'], at('06:00'));
    pass(b, 'EP-1', at('06:30'));
    pass(b, 'EP-1', at('06:40'), 'bad');
    pass(b, 'EP-2', at('06:30', '2026-11-16'));
    expect(summary(b.judge('A20', at('07:10')))).toEqual({ 'EP-1@HN': 'P4', 'EP-2@HN': 'P4' });
  });

  test('stands while the conference is open and nobody came; who was there and left is no no-show; ends with the conference', () => {
    const b = bench();
    b.schedule('HN', ['EP-1', 'EP-2'], at('06:00'));
    b.join('EP-2', at('07:55'), 'HN');
    open(b);
    b.left('EP-2', at('08:30'), 'HN');
    expect(summary(b.judge('A20', at('09:00')))).toEqual({ 'EP-1@HN': 'P2' });
    b.send('conference.closed', 'HN', at('09:30'));
    expect(summary(b.judge('A20', at('09:31')))).toEqual({});
  });

  test('a conference that is never opened and never closed is over at its end', () => {
    const b = bench();
    b.schedule('HN', ['EP-1'], at('06:00'), at('08:00'), at('10:00'));
    expect(summary(b.judge('A20', at('09:59')))).toEqual({ 'EP-1@HN': 'P2' });
    expect(summary(b.judge('A20', at('10:00')))).toEqual({});
  });

  test('what a silent feed said of an endpoint is not judged', () => {
    const silent = new Set<string>();
    const b = bench({ silent });
    b.register('EP-1', 'H44.14.3');
    b.schedule('HN', ['EP-1'], at('06:00'));
    expect(b.judge('A20', at('07:50')).size).toBe(1);
    silent.add('/mcu');
    expect(b.judge('A20', at('07:51')).size).toBe(0);
  });
});

describe('A21, an endpoint that drops', () => {
  test('after thirty seconds, not before, and until it is back', () => {
    const b = province();
    b.drop('EP-001', at('09:00'), 'HN');
    expect(b.judge('A21', at('09:00:29.999')).size).toBe(0);
    expect(summary(b.judge('A21', at('09:00:30')))).toEqual({ 'EP-001@HN': 'P3' });
    b.join('EP-001', at('09:01'), 'HN');
    expect(b.judge('A21', at('09:01')).size).toBe(0);
  });

  test('an intentional leave raises nothing', () => {
    const b = province();
    b.left('EP-001', at('09:00'), 'HN');
    expect(b.judge('A21', at('09:05')).size).toBe(0);
  });

  test('the chair by the switchboard: P1 after 30 s; by heartbeats alone: after 120 s', () => {
    const b = bench();
    b.register('CHAIR', 'H44', 'province', true);
    b.register('EP-1', 'H44.14.3');
    b.schedule('HN', ['CHAIR', 'EP-1'], at('06:00'));
    open(b);
    b.join('CHAIR', at('08:00'), 'HN');
    b.drop('CHAIR', at('09:00'), 'HN');
    expect(summary(b.judge('A21', at('09:00:30')))).toEqual({ 'CHAIR@HN': 'P1' });
    b.join('CHAIR', at('09:10'), 'HN');
    for (let t = at('09:10'); t <= at('09:20'); t += 30_000) b.beat('CHAIR', t, 'HN');
    for (let t = at('09:10:07'); t <= at('09:25'); t += 30_000) b.beat('EP-1', t, 'HN');
    expect(b.judge('A21', at('09:21:59.999')).size).toBe(0);
    expect(summary(b.judge('A21', at('09:22')))).toEqual({ 'CHAIR@HN': 'P1' });
  });

  test('the chair named by the schedule is critical', () => {
    const b = bench();
    b.schedule('HN', ['EP-1'], at('06:00'), at('08:00'), at('12:00'), 'EP-1');
    open(b);
    b.join('EP-1', at('08:00'), 'HN');
    b.drop('EP-1', at('09:00'), 'HN');
    expect(summary(b.judge('A21', at('09:01')))).toEqual({ 'EP-1@HN': 'P1' });
  });

  test('the third drop in fifteen minutes is P2', () => {
    const b = province();
    for (const minute of ['09:00', '09:06', '09:14']) {
      b.drop('EP-001', at(minute), 'HN');
      if (minute !== '09:14') b.join('EP-001', at(`${minute}:10`), 'HN');
    }
    expect(summary(b.judge('A21', at('09:14:30')))).toEqual({ 'EP-001@HN': 'P2' });
    b.join('EP-001', at('09:20'), 'HN');
    b.drop('EP-001', at('09:30'), 'HN');
    expect(summary(b.judge('A21', at('09:31')))).toEqual({ 'EP-001@HN': 'P3' });
  });

  test('a feed that stops is one broken feed, not many broken endpoints; its return gives them time', () => {
    const b = bench();
    const all = names(30);
    for (const [i, id] of all.entries()) b.register(id, `H44.14.${i}`);
    b.schedule('HN', all, at('06:00'));
    open(b);
    for (let t = at('08:00'); t <= at('09:00'); t += 30_000)
      for (const [i, id] of all.entries()) b.beat(id, t + i * 1000, 'HN');
    const rules = ['A21', 'A22', 'A23'];
    for (let t = at('09:00:30'); t < at('09:10'); t += 5_000)
      for (const rule of rules) expect([rule, t, b.judge(rule, t).size]).toEqual([rule, t, 0]);
    b.beat('EP-001', at('09:10'), 'HN');
    for (const rule of rules) expect([rule, b.judge(rule, at('09:10:20')).size]).toEqual([rule, 0]);
    for (let t = at('09:10:30'); t <= at('09:12'); t += 30_000) for (const id of all.slice(0, 29)) b.beat(id, t, 'HN');
    expect(summary(b.judge('A21', at('09:12:10')))).toEqual({ 'EP-030@HN': 'P3' });
  });

  test('not while its feed is silent', () => {
    const silent = new Set<string>();
    const b = bench({ silent });
    b.schedule('HN', ['EP-1'], at('06:00'));
    open(b);
    b.join('EP-1', at('08:00'));
    b.drop('EP-1', at('09:00'));
    expect(b.judge('A21', at('09:01')).size).toBe(1);
    silent.add('/mcu');
    expect(b.judge('A21', at('09:02')).size).toBe(0);
  });
});

describe('A22, many at once', () => {
  test('the 17 communes of Yên Lập: exactly one, no A21, over when fewer than two are away', () => {
    const b = province();
    const yenLap = names(17, 'YL-');
    for (const [i, id] of yenLap.entries()) b.drop(id, at('09:00') + i * 500, 'HN');
    expect(summary(b.judge('A22', at('09:00:10')))).toEqual({ 'H44.20': 'P1' });
    expect(b.judge('A21', at('09:05')).size).toBe(0);
    for (const id of yenLap.slice(0, 15)) b.join(id, at('09:04'), 'HN');
    expect(b.judge('A22', at('09:05')).size).toBe(1);
    b.join(yenLap[15]!, at('09:06'), 'HN');
    expect(b.judge('A22', at('09:06')).size).toBe(0);
    expect(summary(b.judge('A21', at('09:06')))).toEqual({ 'YL-017@HN': 'P3' });
  });

  test('both rules first judged at the same moment: still one alarm', () => {
    const b = province();
    for (const id of names(17, 'YL-')) b.drop(id, at('09:00'), 'HN');
    expect(b.judge('A21', at('09:02')).size).toBe(0);
    expect(b.judge('A22', at('09:02')).size).toBe(1);
  });

  test('four are no group, five are; five over more than a minute are none', () => {
    const b = province();
    const some = names(5, 'YL-');
    for (const [i, id] of some.slice(0, 4).entries()) b.drop(id, at('09:00') + i * 15_000, 'HN');
    expect(b.judge('A22', at('09:00:59')).size).toBe(0);
    b.drop(some[4]!, at('09:01'), 'HN');
    expect(b.judge('A22', at('09:01')).size).toBe(1);
    const c = province();
    for (const [i, id] of some.entries()) c.drop(id, at('09:00') + i * 15_001, 'HN');
    expect(c.judge('A22', at('09:02')).size).toBe(0);
  });

  test('5 % of all over many districts: one for everywhere', () => {
    const b = province();
    const some = names(16, 'EP-');
    for (const id of some.slice(0, 15)) b.drop(id, at('09:00'), 'HN');
    expect(summary(b.judge('A22', at('09:00:01')))).toEqual({});
    b.drop(some[15]!, at('09:00:30'), 'HN');
    expect(summary(b.judge('A22', at('09:00:31')))).toEqual({ '*': 'P1' });
    expect(b.judge('A21', at('09:02')).size).toBe(0);
  });

  test('two whole districts at once are one alarm; it stays until fewer than two are away', () => {
    const b = province();
    const both = [...names(17, 'YL-'), ...names(20, 'CK-')];
    for (const id of both) b.drop(id, at('09:00'), 'HN');
    expect(summary(b.judge('A22', at('09:00:05')))).toEqual({ '*': 'P1' });
    for (const id of both.slice(2)) b.join(id, at('09:04'), 'HN');
    expect(summary(b.judge('A22', at('09:05')))).toEqual({ '*': 'P1' });
    b.join(both[0]!, at('09:06'), 'HN');
    expect(summary(b.judge('A22', at('09:06')))).toEqual({});
  });

  test('a small conference needs five, not one in twenty', () => {
    const b = bench();
    const all = names(20);
    for (const [i, id] of all.entries()) b.register(id, `H44.${10 + i}.1`);
    b.schedule('HN', all, at('06:00'));
    open(b);
    for (const id of all) b.join(id, at('08:00'), 'HN');
    for (const id of all.slice(0, 4)) b.drop(id, at('09:00'), 'HN');
    expect(b.judge('A22', at('09:01')).size).toBe(0);
    b.drop(all[4]!, at('09:00:30'), 'HN');
    expect(summary(b.judge('A22', at('09:01')))).toEqual({ '*': 'P1' });
  });
});

describe('A23, too few in the conference', () => {
  function hall(present: number): { b: Bench; all: string[] } {
    const b = bench();
    const all = names(100);
    b.schedule('HN', all, at('06:00'));
    for (const id of all.slice(0, present)) b.join(id, at('07:50'), 'HN');
    open(b);
    return { b, all };
  }

  test('94 of 100 at the opening: P2, until 97', () => {
    const { b, all } = hall(94);
    expect(summary(b.judge('A23', at('08:00')))).toEqual({ HN: 'P2' });
    b.join(all[94]!, at('08:01'), 'HN');
    b.join(all[95]!, at('08:01'), 'HN');
    expect(summary(b.judge('A23', at('08:01')))).toEqual({ HN: 'P2' });
    b.join(all[96]!, at('08:02'), 'HN');
    expect(summary(b.judge('A23', at('08:02')))).toEqual({});
    for (const id of all.slice(0, 4)) b.left(id, at('08:03'), 'HN');
    expect(summary(b.judge('A23', at('08:05')))).toEqual({});
  });

  test('95 of 100 at the opening is enough', () => {
    expect(hall(95).b.judge('A23', at('08:00')).size).toBe(0);
  });

  test('89 of 100 for thirty seconds: P1, until 93; a dip of less is none', () => {
    const { b, all } = hall(100);
    for (const id of all.slice(0, 11)) b.left(id, at('09:00'), 'HN');
    expect(b.judge('A23', at('09:00:29.999')).size).toBe(0);
    expect(summary(b.judge('A23', at('09:00:30')))).toEqual({ HN: 'P1' });
    for (const id of all.slice(0, 3)) b.join(id, at('09:05'), 'HN');
    expect(summary(b.judge('A23', at('09:05')))).toEqual({ HN: 'P1' });
    b.join(all[3]!, at('09:06'), 'HN');
    expect(summary(b.judge('A23', at('09:06')))).toEqual({});
    for (const id of all.slice(11, 15)) b.left(id, at('09:10'), 'HN');
    expect(b.judge('A23', at('09:10')).size).toBe(0);
    b.join(all[11]!, at('09:10:29'), 'HN');
    expect(b.judge('A23', at('09:11')).size).toBe(0);
  });

  test('judged for the first time long after, it finds the same', () => {
    const { b, all } = hall(100);
    for (const id of all.slice(0, 11)) b.left(id, at('09:00'), 'HN');
    for (const id of all.slice(0, 3)) b.join(id, at('09:05'), 'HN');
    expect(summary(b.judge('A23', at('09:30')))).toEqual({ HN: 'P1' });
  });
});
