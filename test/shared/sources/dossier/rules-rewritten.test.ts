import { describe, expect, it } from 'vitest';
import { dossierSource } from '../../../../shared/sources/dossier/index.ts';
import { DAY_MS } from '../../../../shared/time.ts';
import { ms, openOffice, text } from './office.ts';

/** A dossier received on Friday 6 and due on Tuesday 10 at 09:00. */
function office(code = 'H44.14-260306-0017') {
  const opened = openOffice();
  opened.register('H44.14', 'Huyện Tam Nông');
  opened.receive(code, '06 08:00', '10 09:00');
  const finish = (when: string, finishedAt: string) =>
    opened.send('dossier.finish_changed', code, when, { finishedAt: text(finishedAt) });
  return { ...opened, code, finish };
}
const NOW = '11 10:00';
type Office = ReturnType<typeof office>;

describe('A14 dates changed to look punctual', () => {
  it.each<[string, (o: Office) => void, string]>([
    [
      'due date moved after it passed',
      (o) => o.due(o.code, '10 10:00', '12 09:00', 'initial'),
      'đổi ngày hẹn trả sau khi đã quá hạn',
    ],
    [
      'rescheduled after it passed',
      (o) => o.due(o.code, '10 10:00', '12 09:00', 'reschedule'),
      'đổi ngày hẹn trả sau khi đã quá hạn',
    ],
    [
      'an overdue one reset',
      (o) => o.due(o.code, '10 10:00', '12 09:00', 'reset'),
      'đặt lại hồ sơ quá hạn thành đúng hạn',
    ],
    ['due date taken away', (o) => o.due(o.code, '10 10:00', null, 'reset'), 'đặt lại hồ sơ quá hạn thành đúng hạn'],
    [
      'finish set back to the due date',
      (o) => {
        o.status(o.code, '11 08:00', 9);
        o.finish('11 09:00', '10 09:00');
      },
      'đặt lại hồ sơ quá hạn thành đúng hạn',
    ],
    [
      'finish changed, still late',
      (o) => {
        o.status(o.code, '11 08:00', 9);
        o.finish('11 09:00', '11 07:30');
      },
      'đổi ngày kết thúc xử lý sau khi đã quá hạn',
    ],
    [
      'rescheduled a second time',
      (o) => {
        o.due(o.code, '09 10:00', '12 09:00', 'reschedule');
        o.due(o.code, '11 09:00', '13 09:00', 'reschedule');
      },
      'hẹn lại ngày trả quá số lần cho phép',
    ],
  ])('%s', (_what, change, words) => {
    const o = office();
    expect(o.judge('A14', '10 09:30')).toEqual([]);
    change(o);
    expect(o.judge('A14', NOW)).toEqual([
      {
        subject: 'H44.14',
        agency: 'H44.14',
        priority: 'P2',
        text: `Huyện Tam Nông: 1 lần ${words} (hồ sơ …0017)`,
        count: 1,
      },
    ]);
  });
  it.each<[string, (o: Office) => void]>([
    ['at the due instant itself', (o) => o.due(o.code, '10 09:00', '12 09:00', 'reset')],
    ['rescheduled once in time', (o) => o.due(o.code, '09 10:00', '12 09:00', 'reschedule')],
    ['the same date said again', (o) => o.due(o.code, '10 10:00', '10 09:00', 'reset')],
    [
      'stopped in time and set anew afterwards',
      (o) => {
        o.status(o.code, '09 10:00', 8);
        o.status(o.code, '11 09:00', 4);
        o.due(o.code, '11 09:00', '13 09:00', 'reset');
      },
    ],
    [
      'finished in time, corrected afterwards',
      (o) => {
        o.status(o.code, '10 08:00', 9);
        o.finish('11 09:00', '10 07:30');
      },
    ],
    [
      'deleted',
      (o) => {
        o.due(o.code, '10 10:00', '12 09:00', 'reset');
        o.send('dossier.deleted', o.code, '10 11:00');
      },
    ],
  ])('nothing: %s', (_what, change) => {
    const o = office();
    change(o);
    expect(o.judge('A14', NOW)).toEqual([]);
  });
  it('a date said again, as by a daily synchronisation, counts once', () => {
    const o = office();
    for (const hour of ['10', '11', '14']) o.due(o.code, `10 ${hour}:00`, '12 09:00', 'reset');
    o.status(o.code, '10 15:00', 9);
    for (const hour of ['15', '16']) o.finish(`10 ${hour}:30`, '10 09:00');
    expect(o.judge('A14', NOW)[0]?.count).toBe(2);
  });
  it('made punctual once more after a reopening, it counts once more', () => {
    const o = office();
    for (const day of ['11', '12']) {
      o.status(o.code, `${day} 08:00`, 9);
      o.finish(`${day} 09:00`, '10 09:00');
      o.status(o.code, `${day} 10:00`, 4);
    }
    expect(o.judge('A14', '12 11:00')[0]?.count).toBe(2);
  });
  it('as set: two reschedules are allowed', () => {
    const o = office();
    for (const day of ['07', '08', '09']) {
      expect(o.judge('A14', `${day} 08:00`, { params: { reschedules: 2 } })).toEqual([]);
      o.due(o.code, `${day} 10:00`, `${Number(day) + 10} 09:00`, 'reschedule');
    }
    expect(o.judge('A14', NOW)[0]?.count).toBe(2);
    expect(o.judge('A14', NOW, { params: { reschedules: 2 } })[0]?.count).toBe(1);
  });
  it('counts what is newer than what was disposed of, and names the three newest', () => {
    const o = openOffice();
    const seqs: number[] = [];
    for (let i = 1; i <= 5; i++) {
      const code = `H44.14-260306-000${i}`;
      o.receive(code, '06 08:00', '10 09:00');
      o.due(code, `10 1${i}:00`, '12 09:00', i % 2 === 0 ? 'reset' : 'initial');
      seqs.push(o.state.seq);
    }
    expect(o.judge('A14', NOW)[0]).toMatchObject({
      count: 5,
      text: 'H44.14: 2 lần đặt lại hồ sơ quá hạn thành đúng hạn; 3 lần đổi ngày hẹn trả sau khi đã quá hạn (hồ sơ …0005, …0004, …0003)',
    });
    expect(o.judge('A14', NOW, { disposed: (seqs[3] ?? 0) - 1 })[0]?.count).toBe(2);
    expect(o.judge('A14', NOW, { disposed: seqs[3] ?? 0 })[0]?.text).toContain('1 lần');
    expect(o.judge('A14', NOW, { disposed: seqs[4] ?? 0 })).toEqual([]);
  });
  it('shows digits of a code and no more of it', () => {
    const o = office('Nguyễn Văn A');
    o.due(o.code, '10 10:00', '12 09:00', 'reset');
    expect(o.judge('A14', NOW)[0]?.text).toBe('Huyện Tam Nông: 1 lần đặt lại hồ sơ quá hạn thành đúng hạn');
  });
  it('stays with the agency that did it, also without one', () => {
    const o = office();
    o.due(o.code, '10 10:00', '12 09:00', 'reset');
    o.send('dossier.transferred', o.code, '10 11:00', { toAgency: 'H44.15' });
    o.receive('x', '06 08:00', '10 09:00', { agency: null });
    o.due('x', '10 10:00', '12 09:00', 'reset', { agency: null });
    expect(o.judge('A14', NOW).map(({ subject, agency }) => [subject, agency])).toEqual([
      ['H44.14', 'H44.14'],
      ['?', null],
    ]);
  });
  it('goes when what comes late shows that it was stopped in time', () => {
    const o = office();
    o.due(o.code, '11 09:00', '13 09:00', 'reset');
    expect(o.judge('A14', '11 09:30')).toHaveLength(1);
    o.status(o.code, '09 10:00', 8, { foldAt: '11 09:40' });
    expect(o.judge('A14', NOW)).toEqual([]);
  });
  it('is forgotten after 60 days, whether the dossier is open or gone', () => {
    const o = office();
    o.due(o.code, '10 10:00', '12 09:00', 'reset');
    expect(o.judge('A14', '2026-05-09 23:59:59.999')).toHaveLength(1);
    expect(o.judge('A14', '2026-05-10 00:00')).toEqual([]);
    const finished = office();
    finished.due(finished.code, '10 10:00', '12 09:00', 'reset');
    finished.status(finished.code, '10 11:00', 9);
    expect(finished.judge('A14', '2026-05-09 23:59:59.999')).toHaveLength(1);
    expect(finished.judge('A14', '2026-05-10 00:00')).toEqual([]);
    const gone = office();
    gone.due(gone.code, '10 10:00', '12 09:00', 'reset');
    gone.status(gone.code, '10 11:00', 9);
    gone.view('2026-05-01 00:00');
    dossierSource.forget(gone.model, ms('10 11:00') + DAY_MS);
    expect(gone.model.dossiers.size).toBe(0);
    expect(gone.model.offences.size).toBe(0);
  });
  it('keeps the newest of one dossier only', () => {
    const o = office();
    for (let i = 0; i < 40; i++) o.due(o.code, `10 10:${10 + i}`, `20 10:${10 + i}`, 'reset');
    expect(o.judge('A14', NOW)[0]?.count).toBe(16);
  });
});
