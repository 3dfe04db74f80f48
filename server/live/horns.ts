// One horn a room: of its consoles the one that holds a lease sounds. When in doubt two sound, never none: a console that
// cannot hear from this server sounds by itself.
import type { MonitorEvent } from '../../shared/monitor/events.ts';
import type { Monitor } from '../../shared/monitor/fold.ts';
import { instantText } from '../../shared/time.ts';

export const LEASE_MS = 10_000;
/** A room is mute once none of its consoles could sound for so long. */
const MUTE_MS = 10_000;

type Console = { room: string; name: string; state: 'ok' | 'blocked'; beatAt: number };
/** `muted`: since when none of its consoles can sound, on the monotonic clock and as an instant of the server's. */
type Room = { holder: string | null; told: string | null; muted: { since: number; at: number } | null };

export type Horns = Readonly<{
  /** A console (by socket) says what its sound is at `at` (epoch ms); true: it is the one that sounds. */
  beat: (console: string, beat: { room: string; name: string; state: 'ok' | 'blocked' }, at: number) => boolean;
  leave: (console: string, at: number) => void;
  /** Name of whoever sounds in a room; null: nobody. */
  holderOf: (room: string) => string | null;
  rooms: () => string[];
  /** Rooms in which another sounds than when this was last asked. `at`: epoch ms. */
  changed: (at: number) => string[];
  /** What is to be logged of rooms that nobody can hear. `listeningMs`: for how long this server has been the writer. */
  due: (monitor: Monitor, listeningMs: number) => MonitorEvent[];
}>;

/** `monotonic`: ms. */
export function createHorns(monotonic: () => number): Horns {
  const consoles = new Map<string, Console>();
  const rooms = new Map<string, Room>();

  const roomOf = (name: string): Room => {
    let room = rooms.get(name);
    if (!room) {
      room = { holder: null, told: null, muted: null };
      rooms.set(name, room);
    }
    return room;
  };

  function stateOf(name: string): 'ok' | 'blocked' | 'gone' {
    let state: 'blocked' | 'gone' = 'gone';
    for (const console of consoles.values()) {
      if (console.room !== name) continue;
      if (console.state === 'ok') return 'ok';
      state = 'blocked';
    }
    return state;
  }

  /** Lets go what has not been heard for the time of a lease, and looks again at what that leaves. */
  function settle(at: number): void {
    const now = monotonic();
    for (const [id, console] of consoles) if (now - console.beatAt >= LEASE_MS) consoles.delete(id);
    for (const [name, room] of rooms) {
      const holder = room.holder === null ? undefined : consoles.get(room.holder);
      if (holder?.room !== name || holder.state !== 'ok') room.holder = null;
      if (stateOf(name) === 'blocked') room.muted ??= { since: now, at };
      else room.muted = null;
    }
  }

  const holderOf = (name: string): string | null => consoles.get(rooms.get(name)?.holder ?? '')?.name ?? null;

  return {
    beat: (id, { room: name, ...said }, at) => {
      consoles.set(id, { room: name, ...said, beatAt: monotonic() });
      const room = roomOf(name);
      settle(at);
      if (said.state === 'ok') room.holder ??= id;
      return room.holder === id;
    },
    leave: (id, at) => {
      consoles.delete(id);
      settle(at);
    },
    holderOf,
    rooms: () => [...rooms.keys()],
    changed: (at) => {
      settle(at);
      const names: string[] = [];
      for (const [name, room] of rooms) {
        const holder = holderOf(name);
        if (holder !== room.told) names.push(name);
        room.told = holder;
        if (stateOf(name) === 'gone' && holder === null && !names.includes(name)) rooms.delete(name);
      }
      return names;
    },
    due: (monitor, listeningMs) => {
      const events: MonitorEvent[] = [];
      for (const [subject, { muted }] of rooms)
        if (muted !== null && monotonic() - muted.since >= MUTE_MS && !monitor.mutedRooms.has(subject))
          events.push({ type: 'audit.sound_blocked', subject, data: { since: instantText(muted.at) } });
      for (const subject of monitor.mutedRooms.keys()) {
        const how = stateOf(subject);
        // After a start consoles take a moment to come back.
        if (how === 'ok' || (how === 'gone' && listeningMs >= MUTE_MS))
          events.push({ type: 'audit.sound_restored', subject, data: { how } });
      }
      return events;
    },
  };
}
