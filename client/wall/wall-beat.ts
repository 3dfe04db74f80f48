// The wall is itself watched: each 5 s it says that it draws, how much memory it holds and how late its timers run.
import type { WallBeat } from '../../shared/wire.ts';
import type { Feed } from '../feed/live.ts';
import type { LoadMeter } from './load.ts';

export const WALL_BEAT_MS = 5_000;

/** `scene` gives what the wall shows. Returns a stop. */
export function startWallBeat({ store, socket }: Feed, scene: () => string, { get, drawn }: LoadMeter): () => void {
  let before = drawn();
  let due = performance.now() + WALL_BEAT_MS;
  const timer = setInterval(() => {
    const lagMs = Math.max(0, Math.round(performance.now() - due));
    due = performance.now() + WALL_BEAT_MS;
    const { heapMb, light } = get();
    const frames = drawn() - before;
    before = drawn();
    const beat: WallBeat = { frames, heapMb, lagMs, build: store.get().build.first ?? '', scene: scene(), light };
    // A beat that could not be sent is worthless later.
    if (socket.connected) socket.volatile.emit('wall.beat', beat);
  }, WALL_BEAT_MS);
  return () => clearInterval(timer);
}
