import { describe, expect, it } from 'vitest';
import { createWalls } from '../../../server/live/walls.ts';
import type { MonitorEvent } from '../../../shared/monitor/events.ts';
import { emptyMonitor, foldMonitor } from '../../../shared/monitor/fold.ts';
import { instantText } from '../../../shared/time.ts';

const AT = 1_795_399_200_000;
const said = { frames: 300, heapMb: 80, lagMs: 2, build: 'b1', scene: 'live' };

/** Time, walls, and a log into which what is due is folded. */
function bench() {
  const time = { ms: 0 };
  const walls = createWalls(() => time.ms);
  const monitor = emptyMonitor();
  const paired = new Set(['w1', 'w2']);
  const look = (listeningMs = 60_000): MonitorEvent[] => {
    const events = walls.due(monitor, listeningMs, (id) => paired.has(id));
    for (const event of events) {
      const at = { time: AT + time.ms, receivedAt: AT + time.ms, foldAt: AT + time.ms };
      foldMonitor(monitor, { ...event, ...at, seq: 1, id: 'x', source: '/ioc/server', agency: null }, AT);
    }
    return events;
  };
  const types = (listeningMs?: number): string[] => look(listeningMs).map(({ type }) => type);
  return {
    time,
    walls,
    monitor,
    paired,
    look,
    types,
    connect: (wall: string, socket = `${wall}-a`) => walls.connect(wall, `Tường ${wall}`, socket),
    beat: (wall: string, more: object = {}) => walls.beat(wall, { ...said, ...more }, AT + time.ms),
  };
}

describe('a wall', () => {
  it('joins with its first beat, not with its connection, and is logged once however often it beats', () => {
    const { time, connect, beat, look, types, monitor } = bench();
    connect('w1');
    expect(types()).toEqual([]);
    beat('w1');
    expect(look()).toEqual([
      { type: 'wall.joined', subject: 'w1', data: { name: 'Tường w1', build: 'b1', scene: 'live' } },
    ]);
    for (; time.ms < 3_600_000; time.ms += 5_000) {
      beat('w1', { frames: time.ms, lagMs: 7 });
      expect(types()).toEqual([]);
    }
    expect(monitor.walls.get('w1')).toMatchObject({ silentFrom: null });
  });

  it('is silent ten seconds after its last beat, and joins again with the next', () => {
    const { time, connect, beat, look, types } = bench();
    connect('w1');
    beat('w1');
    look();
    time.ms = 9_999;
    expect(types()).toEqual([]);
    time.ms = 10_000;
    expect(look()).toEqual([
      { type: 'wall.silent', subject: 'w1', data: { name: 'Tường w1', lastBeatAt: instantText(AT) } },
    ]);
    expect(types()).toEqual([]);
    beat('w1');
    expect(types()).toEqual(['wall.joined']);
  });

  it('is silent two seconds after its last connection is gone; a page that is loaded again is not missed', () => {
    const { time, connect, walls, beat, look, types } = bench();
    connect('w1');
    beat('w1');
    look();
    walls.disconnect('w1', 'w1-a');
    time.ms = 1_900;
    expect(types()).toEqual([]);
    connect('w1', 'w1-b');
    beat('w1');
    time.ms = 5_000;
    expect(types()).toEqual([]);
    walls.disconnect('w1', 'w1-b');
    time.ms = 7_000;
    expect(types()).toEqual(['wall.silent']);
    expect(types()).toEqual([]);
  });

  it('of several regions is there as long as one of its pages beats', () => {
    const { time, connect, walls, beat, look, types } = bench();
    connect('w1', 'left');
    connect('w1', 'right');
    beat('w1');
    look();
    walls.disconnect('w1', 'left');
    time.ms = 5_000;
    beat('w1');
    expect(types()).toEqual([]);
  });

  it('that was there before a restart is expected again, for ten seconds without blame', () => {
    const { look, monitor } = bench();
    monitor.walls.set('w1', { name: 'Tường w1', silentFrom: null, build: null, scene: null, mutedSince: null });
    expect(look(9_999)).toEqual([]);
    expect(look(10_000)).toEqual([
      { type: 'wall.silent', subject: 'w1', data: { name: 'Tường w1', lastBeatAt: null } },
    ]);
  });

  it('that nobody has paired any more leaves, silent or not, and does not come back', () => {
    const { connect, beat, look, types, paired, monitor } = bench();
    connect('w1');
    beat('w1');
    look();
    paired.delete('w1');
    expect(look()).toEqual([{ type: 'wall.left', subject: 'w1', data: { name: 'Tường w1' } }]);
    expect(types()).toEqual([]);
    expect(monitor.walls.size).toBe(0);
  });

  it('tells of another scene or build at most once a minute', () => {
    const { time, connect, beat, look, types } = bench();
    connect('w1');
    beat('w1');
    look();
    let told = 0;
    for (time.ms = 5_000; time.ms <= 600_000; time.ms += 5_000) {
      beat('w1', { scene: `cảnh ${time.ms}` });
      told += types().filter((type) => type === 'wall.showing').length;
    }
    expect(told).toBe(10);
  });

  it('does not tell that scenes take turns, but that it shows none', () => {
    const { time, connect, beat, look, types } = bench();
    connect('w1');
    beat('w1', { scene: 'overview' });
    look();
    time.ms = 300_000;
    beat('w1', { scene: 'security' });
    expect(types()).toEqual([]);
    beat('w1', { scene: 'pairing' });
    expect(types()).toEqual(['wall.showing']);
  });

  it('tells that its sound is blocked after ten seconds, and that it is not at once', () => {
    const { time, connect, beat, look, types } = bench();
    connect('w1');
    beat('w1', { sound: 'ok' });
    look();
    for (time.ms = 5_000; time.ms < 15_000; time.ms += 5_000) {
      beat('w1', { sound: 'blocked' });
      expect(types()).toEqual([]);
    }
    beat('w1', { sound: 'blocked' });
    expect(look()).toEqual([
      {
        ...{ type: 'wall.sound', subject: 'w1' },
        data: { name: 'Tường w1', state: 'blocked', since: instantText(AT + 5_000) },
      },
    ]);
    time.ms += 5_000;
    beat('w1', { sound: 'ok' });
    expect(look()).toMatchObject([{ type: 'wall.sound', data: { state: 'ok' } }]);
  });
});
