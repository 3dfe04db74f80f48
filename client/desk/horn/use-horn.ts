// The horn in the page: its timer, its sound, its line, its memory, and the key S.
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { startOfShift } from '../../../shared/alarm/shifts.ts';
import type { HornChanged } from '../../../shared/wire-schema.ts';
import type { Feed } from '../../feed/live.ts';
import type { AlarmStore } from '../alarm-store.ts';
import { usePlainKey } from '../plain-key.ts';
import { type Audio, createEngine } from './engine.ts';
import { createHorn, type Horn, type HornView } from './horn.ts';

const TICK_MS = 250;

/** Null until the page stands. */
export type HornInPage = Readonly<{ view: HornView; horn: Horn }> | null;

/** What this device remembers; for this visit only where storage is switched off. */
function deviceMemory() {
  const kept = new Map<string, string | null>();
  const key = (name: string): string => `ioc.horn.${name}`;
  return {
    get(name: 'room' | 'tested'): string | null {
      if (kept.has(name)) return kept.get(name) ?? null;
      let value: string | null = null;
      try {
        value = localStorage.getItem(key(name));
      } catch {
        // As if nothing had ever been remembered.
      }
      kept.set(name, value);
      return value;
    },
    set(name: 'room' | 'tested', value: string): void {
      kept.set(name, value);
      try {
        localStorage.setItem(key(name), value);
      } catch {
        // Remembered for this visit only.
      }
    },
  };
}

const openAudio = typeof AudioContext === 'undefined' ? null : (): Audio => new AudioContext();

/** Opens the horn on the desk's line, until the page goes. `starts`: when shifts begin, as of now. */
function openHorn({ feed, alarms }: Readonly<{ feed: Feed; alarms: AlarmStore }>, starts: () => readonly number[]) {
  const { store, socket } = feed;
  const engine = createEngine(openAudio);
  const horn = createHorn({
    world: () => {
      const { link, clock, view } = store.get();
      const { known, rows } = alarms.get();
      const flood = (view?.alarms.flood ?? null) !== null;
      const begun = clock === null ? null : startOfShift(starts(), clock);
      return { rows: known ? rows : null, flood, link, clock, shiftStart: begun };
    },
    engine,
    emit: (event, payload, reply) => {
      // Socket.IO would keep it and send it later, when it is no longer so.
      if (!socket.connected) return false;
      socket.emit(event, payload, reply);
      return true;
    },
    memory: deviceMemory(),
    now: () => performance.now(),
  });
  const changed = (news: HornChanged): void => horn.changed(news);
  const gesture = (): void => {
    if (engine.state() === 'blocked') engine.resume();
  };
  engine.onState(horn.beat);
  socket.on('connect', horn.beat);
  socket.on('horn.changed', changed);
  const unsubscribe = [store.subscribe(horn.tick), alarms.subscribe(horn.tick)];
  const timer = setInterval(horn.tick, TICK_MS);
  document.addEventListener('pointerdown', gesture);
  document.addEventListener('keydown', gesture);
  return {
    horn,
    close(): void {
      clearInterval(timer);
      for (const stop of unsubscribe) stop();
      socket.off('connect', horn.beat);
      socket.off('horn.changed', changed);
      document.removeEventListener('pointerdown', gesture);
      document.removeEventListener('keydown', gesture);
      horn.close();
    },
  };
}

const nothing = (): (() => void) => () => {};

/** `shiftStarts`: minutes of the local day, ascending, at least one. */
export function useHorn(
  line: Readonly<{ feed: Feed; alarms: AlarmStore }>,
  shiftStarts: readonly number[],
): HornInPage {
  const starts = useRef(shiftStarts);
  useEffect(() => {
    starts.current = shiftStarts;
  });
  const [horn, setHorn] = useState<Horn | null>(null);
  useEffect(() => {
    const opened = openHorn(line, () => starts.current);
    setHorn(opened.horn);
    return opened.close;
  }, [line]);
  const view = useSyncExternalStore(horn?.subscribe ?? nothing, horn?.get ?? (() => null));
  usePlainKey(
    's',
    useCallback(() => horn?.silence(), [horn]),
  );
  return horn && view ? { horn, view } : null;
}
