import { describe, expect, it } from 'vitest';
import { dayText, instantText, parseDay } from '../../../shared/time.ts';
import { at, createModelBench, type ModelBench } from '../../support/model-bench.ts';

const joined = (bench: ModelBench, id: string, name: string, time: number): void =>
  bench.send('wall.joined', id, time, { name, build: 'b1', scene: 'live' });
const silent = (bench: ModelBench, id: string, name: string, time: number, lastBeat: number | null): void =>
  bench.send('wall.silent', id, time, { name, lastBeatAt: lastBeat === null ? null : instantText(lastBeat) });

/** A server that listens since eight, and a wall that was last heard at nine. */
function quietWall(): ModelBench {
  const bench = createModelBench();
  bench.send('audit.server_started', null, at('08:00'));
  joined(bench, 'w1', 'Phòng trực', at('08:00:05'));
  silent(bench, 'w1', 'Phòng trực', at('09:00:10'), at('09:00'));
  return bench;
}

describe('A90, a wall', () => {
  it('is P3 from 15 s of silence, P1 from 30 s, and over when it beats again', () => {
    const bench = quietWall();
    expect(bench.judge(at('09:00:14.999'))).toEqual([]);
    expect(bench.judge(at('09:00:15'))).toEqual(['alarm.raised P3']);
    expect(bench.open('A90')['wall:Phòng trực']?.text).toBe('Màn hình Phòng trực im lặng từ 09:00:00');
    expect(bench.judge(at('09:00:29.999'))).toEqual([]);
    expect(bench.judge(at('09:00:30'))).toEqual(['alarm.rose P1']);
    joined(bench, 'w1', 'Phòng trực', at('09:01'));
    expect(bench.judge(at('09:01'))).toEqual(['alarm.returned']);
  });

  it('that beats, or has never beaten, is nobody’s concern', () => {
    const bench = createModelBench();
    joined(bench, 'w1', 'Phòng trực', at('09:00'));
    silent(bench, 'w2', 'Chưa từng', at('09:00'), null);
    expect(bench.judge(at('18:00'))).toEqual([]);
  });

  it('is not blamed for the time in which the server did not listen, and expected again after it', () => {
    const bench = quietWall();
    bench.send('audit.server_started', null, at('09:00:12'));
    expect(bench.judge(at('09:00:26.999'))).toEqual([]);
    expect(bench.judge(at('09:00:27'))).toEqual(['alarm.raised P3']);

    const other = createModelBench();
    joined(other, 'w1', 'Phòng trực', at('09:00'));
    other.send('audit.server_started', null, at('12:00'));
    silent(other, 'w1', 'Phòng trực', at('12:00:11'), null);
    expect(other.judge(at('12:00:14.999'))).toEqual([]);
    expect(other.judge(at('12:00:15'))).toEqual(['alarm.raised P3']);
    expect(other.judge(at('12:00:30'))).toEqual(['alarm.rose P1']);
  });

  it('whose alarm stands keeps it through a restart', () => {
    const bench = quietWall();
    bench.judge(at('09:00:30'));
    bench.send('audit.server_started', null, at('09:01'));
    bench.judge(at('09:01'));
    expect(bench.active('A90')).toEqual(['wall:Phòng trực']);
    bench.send('audit.server_started', null, at('09:02'));
    bench.judge(at('09:02'));
    expect(bench.active('A90')).toEqual(['wall:Phòng trực']);
  });

  it('that nobody has paired any more is forgotten', () => {
    const bench = quietWall();
    bench.judge(at('09:00:30'));
    bench.send('wall.left', 'w1', at('09:05'), { name: 'Phòng trực' });
    expect(bench.judge(at('09:05'))).toContain('alarm.returned');
    expect(bench.model.monitor.walls.size).toBe(0);
    silent(bench, 'w1', 'Phòng trực', at('09:06'), null);
    expect(bench.model.monitor.walls.size).toBe(0);
  });
});

describe('A90, sound', () => {
  it('of a wall: P3 while its page may not sound, over when it may or is silent', () => {
    const bench = createModelBench();
    joined(bench, 'w1', 'Tường 1', at('09:00'));
    const sound = (time: number, state: string, since: number): void =>
      bench.send('wall.sound', 'w1', time, { name: 'Tường 1', state, since: instantText(since) });
    sound(at('09:00:10'), 'blocked', at('09:00'));
    expect(bench.judge(at('09:00:09.999'))).toEqual([]);
    expect(bench.judge(at('09:00:10'))).toEqual(['alarm.raised P3']);
    expect(bench.active('A90')).toEqual(['sound:Tường 1']);
    sound(at('09:01'), 'ok', at('09:01'));
    expect(bench.judge(at('09:01'))).toEqual(['alarm.returned']);
    sound(at('09:02'), 'blocked', at('09:01:50'));
    bench.judge(at('09:02'));
    silent(bench, 'w1', 'Tường 1', at('09:03'), at('09:02:50'));
    bench.judge(at('09:03'));
    expect(bench.active('A90')).toEqual([]);
  });

  it('of a room: the same, by its own name', () => {
    const bench = createModelBench();
    bench.send('audit.sound_blocked', 'Phòng trực 1', at('09:00:10'), { since: instantText(at('09:00')) });
    expect(bench.judge(at('09:00:10'))).toEqual(['alarm.raised P3']);
    expect(bench.active('A90')).toEqual(['sound:Phòng trực 1']);
    bench.send('audit.sound_restored', 'Phòng trực 1', at('09:01'), { how: 'gone' });
    expect(bench.judge(at('09:01'))).toEqual(['alarm.returned']);
  });
});

describe('A90, the intake', () => {
  it('is P1 from the first word of it until it has caught up', () => {
    const bench = createModelBench();
    bench.send('audit.intake_lagging', null, at('09:00:10'), { waitedMs: 10_000, waiting: 40_000 });
    expect(bench.judge(at('09:00:10'))).toEqual(['alarm.raised P1']);
    expect(bench.open('A90').intake?.text).toBe('Số liệu gửi đến được ghi chậm từ 09:00:00');
    bench.send('audit.intake_recovered', null, at('09:00:20'));
    expect(bench.judge(at('09:00:20'))).toEqual(['alarm.returned']);
  });

  it('what is told to readers alone changes nothing', () => {
    const bench = createModelBench();
    const before = structuredClone(bench.model.monitor);
    bench.send('audit.database_back', null, at('09:00'), { awayMs: 90_000 });
    bench.send('audit.horn_tested', 'Phòng trực 1', at('09:00'), { by: 'a', byName: 'a', heard: true });
    expect(bench.model.monitor).toEqual(before);
    expect(bench.judge(at('09:00'))).toEqual([]);
  });
});

describe('A90, the proof of a day', () => {
  const first = {
    seq: 812,
    at: '2026-11-22T08:31:00.250+07:00',
    recorded: 'a'.repeat(64),
    refolded: 'b'.repeat(64),
  };
  const verified = (bench: ModelBench, day: string, time: number, mismatches: number): void =>
    bench.send('audit.day_verified', day, time, {
      ...{ day, compared: 1_440, mismatches, foldVersion: '3', first: mismatches > 0 ? first : null },
    });

  it('is P2 while a day differs from what was shown, over once a later verification of it finds nothing', () => {
    const bench = createModelBench();
    verified(bench, '2026-11-21', at('00:02'), 0);
    expect(bench.judge(at('00:02'))).toEqual([]);
    verified(bench, '2026-11-22', at('00:03'), 3);
    expect(bench.judge(at('00:03'))).toEqual(['alarm.raised P2']);
    expect(bench.open('A90')['proof:2026-11-22']?.text).toBe(
      'Ngày 22/11/2026 dựng lại từ sổ sự kiện khác với đã hiển thị: đối chiếu 1440 lần, sai 3, đầu tiên lúc 08:31:00',
    );
    verified(bench, '2026-11-21', at('09:00'), 0);
    bench.judge(at('09:00'));
    expect(bench.active('A90')).toEqual(['proof:2026-11-22']);
    verified(bench, '2026-11-22', at('10:00'), 0);
    expect(bench.judge(at('10:00'))).toContain('alarm.returned');
    expect(bench.active('A90')).toEqual([]);
  });

  it('is remembered of the newest 400 days', () => {
    const bench = createModelBench();
    const days = Array.from({ length: 405 }, (_, index) => dayText(parseDay('2025-10-01') + index));
    for (const day of days) verified(bench, day, at('00:02'), 0);
    expect([...bench.model.monitor.proofs.keys()]).toEqual(days.slice(5));
    expect(bench.model.monitor.proofs.get(days[5]!)).toEqual({
      ...{ checkedAt: at('00:02'), compared: 1_440, mismatches: 0, first: null },
    });
  });
});
