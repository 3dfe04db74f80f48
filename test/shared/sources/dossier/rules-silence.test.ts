// A silent feed: what stands is kept under its A01, what nobody knows is not raised, and nothing grows worse by the clock.
import { describe, expect, it } from 'vitest';
import { judge } from '../../../../shared/judge.ts';
import { emptyModel, step } from '../../../../shared/model.ts';
import { MINUTE_MS } from '../../../../shared/time.ts';
import { CAUSES, FEED, ms, openOffice, text, type When } from './office.ts';

const NOW = '18 10:00';

/** Whatever the rules of an agency look at: overdue, unreceived, paused; all heard of on Tuesday 10 at the latest. */
function troubled() {
  const office = openOffice();
  office.receive('paused', '2026-02-02 08:00');
  office.status('paused', '2026-02-02 09:00', 5);
  office.register('H44.14', 'Huyện Tam Nông');
  for (let i = 0; i < 6; i++) office.receive(`late${i}`, '02 08:00', '06 09:00');
  for (let i = 0; i < 12; i++)
    office.submit(`online${i}`, '10 08:00', { channel: 'online', receiveBy: text('10 16:00') });
  for (let i = 0; i < 4; i++) office.status(`online${i}`, '10 09:00', 3);
  office.receive('newest', '10 10:00');
  return office;
}
const at = (rule: string): When => (rule === 'A18' ? '10 11:00' : NOW);

describe('while the feed of an agency is silent', () => {
  it.each(['A10', 'A11', 'A13', 'A15', 'A18'])(
    '%s: nothing new, and what stands has the silence as its cause',
    (rule) => {
      const active = ['H44.14'];
      const [loud] = troubled().judge(rule, at(rule), { active });
      expect(loud?.subject).toBe('H44.14');
      const office = troubled();
      office.state.silent.add(FEED);
      expect(office.judge(rule, at(rule))).toEqual([]);
      const standing = office.judge(rule, at(rule), { active });
      expect(standing).toMatchObject([{ subject: 'H44.14', agency: 'H44.14', causes: CAUSES }]);
      office.state.silent.clear();
      expect(office.judge(rule, at(rule), { active })).toEqual([loud]);
    },
  );
  it.each(['A10', 'A11', 'A13', 'A15', 'A18'])('%s stays as unknown even where it would be gone', (rule) => {
    const office = openOffice();
    office.receive('d', '10 08:00');
    office.state.silent.add(FEED);
    expect(office.judge(rule, NOW, { active: ['H44.14', 'elsewhere'] })).toEqual([
      {
        subject: 'H44.14',
        agency: 'H44.14',
        priority: rule === 'A11' || rule === 'A13' ? 'P3' : 'P4',
        text: 'H44.14: nguồn dữ liệu im lặng, chưa biết hiện nay thế nào',
        causes: CAUSES,
      },
    ]);
  });
  it('the clock makes nothing worse: all is as when the feed was last heard', () => {
    const office = troubled();
    office.receive('due soon', '10 10:00', '10 16:00');
    office.state.silent.add(FEED);
    const active = ['H44.14'];
    for (const rule of ['A10', 'A11', 'A13', 'A15']) {
      const [then] = office.judge(rule, '10 10:30', { active });
      const [later] = office.judge(rule, '25 10:00', { active });
      expect(later, rule).toEqual(then);
    }
    expect(office.judge('A11', '25 10:00', { active })[0]?.text).toContain('6 hồ sơ quá hạn trên 8 hồ sơ');
  });
  it('only the feed that this agency comes through counts, and the newest one', () => {
    const office = troubled();
    office.state.silent.add('/other');
    expect(office.judge('A11', NOW)).toHaveLength(1);
    office.receive('moved', '10 10:30', undefined, { source: '/other' });
    expect(office.judge('A11', NOW)).toEqual([]);
    office.send('dossier.transferred', 'elsewhere', '10 10:40', { toAgency: 'H44.14' }, { agency: 'H44.15' });
    expect(office.judge('A11', NOW)).toHaveLength(1);
  });
});

describe('while all feeds of dossiers are silent', () => {
  it('A17 and A16 raise nothing new and keep what stands', () => {
    const office = troubled();
    office.registerProcedure('1.004', 4, ['H44.14']);
    office.receive('other', '10 10:00', undefined, { agency: 'H44.15', source: '/other' });
    const judged = (active: string[]) => [
      ...office.judge('A16', '25 10:00', { active }),
      ...office.judge('A17', '25 10:00', { active }),
    ];
    const kept = () => judged(['H44.14', 'submitted']).map(({ subject, causes }) => [subject, causes]);
    office.state.silent.add(FEED);
    expect(judged([])).toMatchObject([{ subject: 'H44.14' }]); // one of two
    expect(kept()).toEqual([['H44.14', []]]);
    office.state.silent.add('/other');
    expect(judged([])).toEqual([]);
    const causes = [...CAUSES, { rule: 'A01', subject: '/other' }];
    expect(kept()).toEqual([
      ['H44.14', causes],
      ['submitted', causes],
    ]);
    expect(office.judge('A17', '25 10:00', { active: ['submitted'] })[0]?.text).toBe(
      'Hồ sơ nộp: nguồn dữ liệu im lặng, chưa biết hiện nay thế nào',
    );
  });
});

it('in the alarm list: under A01 while the feed is silent, out again when it is back and still true', () => {
  const model = emptyModel(false);
  let seq = 0;
  const put = (type: string, subject: string | null, at: number, data: unknown, more: object = {}) => {
    seq += 1;
    const event = { id: `e${seq}`, source: FEED, type, subject, agency: 'H44.14', data, time: at, ...more };
    step(model, { ...event, seq, receivedAt: at, foldAt: at });
  };
  const look = (at: number) => {
    for (const event of judge(model, at, () => `u${++seq}`)) put(event.type, event.subject, at, event.data, event);
    return [...model.alarms.open.values()].map(({ rule, supp, cond }) => `${rule} ${cond} ${supp}`).sort();
  };
  put('dossier.submitted', 'd', ms('10 08:00'), {});
  put('dossier.status', 'd', ms('10 08:00'), { status: 2 });
  put('dossier.due', 'd', ms('10 08:00'), { dueAt: text('10 09:00'), reason: 'initial' });
  put('dossier.submitted', 'other', ms('10 09:30'), {});
  const raised = look(ms('10 09:31'));
  expect(raised).toEqual(['A11 ACTIVE NONE']);
  expect(look(ms('10 09:35'))).toEqual(['A11 ACTIVE NONE']);
  expect(look(ms('10 09:35') + 1)).toEqual(['A01 ACTIVE NONE', 'A11 ACTIVE DESIGN']);
  expect(look(ms('19 10:00'))).toEqual(['A01 ACTIVE NONE', 'A11 ACTIVE DESIGN']);
  put('dossier.submitted', 'another', ms('19 10:01'), {});
  expect(look(ms('19 10:01') + MINUTE_MS)).toEqual(['A01 RTN NONE', 'A11 ACTIVE NONE']);
  put('dossier.status', 'd', ms('19 10:04'), { status: 9 });
  expect(look(ms('19 10:04'))).toEqual(['A01 RTN NONE', 'A11 RTN NONE']);
});
