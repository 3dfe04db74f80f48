import { describe, expect, it } from 'vitest';
import { createHorns } from '../../../server/live/horns.ts';
import { emptyMonitor } from '../../../shared/monitor/fold.ts';
import { instantText } from '../../../shared/time.ts';

const ROOM = 'Phòng trực 1';
const AT = 1_795_399_200_000;

function bench() {
  const time = { ms: 0 };
  const horns = createHorns(() => time.ms);
  const monitor = emptyMonitor();
  const beat = (id: string, state: 'ok' | 'blocked' = 'ok', room = ROOM): boolean =>
    horns.beat(id, { room, name: `bàn ${id}`, state }, AT + time.ms);
  return { time, horns, monitor, beat, due: (listeningMs = 60_000) => horns.due(monitor, listeningMs) };
}

describe('the horn of a room', () => {
  it('is held by the first console that can sound, for as long as it says so', () => {
    const { time, horns, beat } = bench();
    expect([beat('a'), beat('b')]).toEqual([true, false]);
    for (; time.ms < 60_000; time.ms += 3_000) expect([beat('b'), beat('a')]).toEqual([false, true]);
    expect(horns.holderOf(ROOM)).toBe('bàn a');
  });

  it('passes within 15 s from a console that has stopped beating to the next one that beats', () => {
    const { time, beat } = bench();
    beat('a');
    let taken: number | null = null;
    for (; time.ms <= 15_000 && taken === null; time.ms += 3_000) if (beat('b')) taken = time.ms;
    expect(taken).toBe(12_000);
    expect(beat('a')).toBe(false);
  });

  it('is a lease of ten seconds to the millisecond', () => {
    const { time, beat } = bench();
    beat('a');
    time.ms = 9_999;
    expect(beat('b')).toBe(false);
    time.ms = 10_000;
    expect(beat('b')).toBe(true);
  });

  it('passes at the next beat when its console is blocked, leaves, or goes to another room', () => {
    const { horns, beat } = bench();
    expect([beat('a'), beat('b'), beat('a', 'blocked'), beat('b')]).toEqual([true, false, false, true]);
    horns.leave('b', AT);
    expect(horns.holderOf(ROOM)).toBeNull();
    expect([beat('a', 'blocked'), beat('c')]).toEqual([false, true]);
    expect(beat('c', 'ok', 'Phòng khác')).toBe(true);
    expect(beat('d')).toBe(true);
  });

  it('is each room’s own', () => {
    const { beat } = bench();
    expect([beat('a'), beat('b', 'ok', 'Phòng khác')]).toEqual([true, true]);
  });

  it('tells once of another holder, and forgets a room without consoles', () => {
    const { time, horns, beat } = bench();
    beat('a');
    expect([horns.changed(AT), horns.changed(AT)]).toEqual([[ROOM], []]);
    beat('b');
    expect(horns.changed(AT)).toEqual([]);
    beat('a', 'blocked');
    expect(horns.changed(AT)).toEqual([ROOM]);
    beat('b');
    expect(horns.changed(AT)).toEqual([ROOM]);
    time.ms = 20_000;
    expect(horns.changed(AT)).toEqual([ROOM]);
    expect(horns.changed(AT)).toEqual([]);
    expect(horns.rooms()).toEqual([]);
  });
});

describe('a room that nobody can hear', () => {
  const blocked = { type: 'audit.sound_blocked', subject: ROOM, data: { since: instantText(AT) } };

  it('is told once ten seconds have passed in which no console could sound', () => {
    const { time, beat, due } = bench();
    for (; time.ms < 10_000; time.ms += 2_500) {
      beat('a', 'blocked');
      expect(due()).toEqual([]);
    }
    beat('a', 'blocked');
    expect(due()).toEqual([blocked]);
  });

  it('is not mute while another console of it sounds', () => {
    const { time, beat, due } = bench();
    for (; time.ms <= 30_000; time.ms += 3_000) {
      beat('a', 'blocked');
      beat('b');
      expect(due()).toEqual([]);
    }
  });

  it('is over once a console sounds, or none is left; not while it is still blocked', () => {
    const { time, horns, monitor, beat, due } = bench();
    monitor.mutedRooms.set(ROOM, AT);
    beat('a', 'blocked');
    expect(due()).toEqual([]);
    beat('a');
    expect(due()).toEqual([{ type: 'audit.sound_restored', subject: ROOM, data: { how: 'ok' } }]);
    horns.leave('a', AT + time.ms);
    // After a start the consoles take a moment to come back.
    expect(due(9_999)).toEqual([]);
    expect(due(10_000)).toEqual([{ type: 'audit.sound_restored', subject: ROOM, data: { how: 'gone' } }]);
  });
});
