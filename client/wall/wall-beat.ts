// The wall is itself watched: each 5 s it says that it draws, how much memory it holds and how late its timers run.
import type { WallBeat } from '../../shared/wire.ts';
import type { Feed } from '../feed/live.ts';

export const WALL_BEAT_MS = 5_000;

/** Chromium alone tells; null elsewhere. */
function heapMb(): number | null {
  const { memory } = performance as Performance & { memory?: { usedJSHeapSize: number } };
  return memory ? Math.round(memory.usedJSHeapSize / 1_048_576) : null;
}

/** `scene` gives what the wall shows. Returns a stop. */
export function startWallBeat({ store, socket }: Feed, scene: () => string): () => void {
  let drawn = 0;
  let due = performance.now() + WALL_BEAT_MS;
  let handle = requestAnimationFrame(function count() {
    drawn += 1;
    handle = requestAnimationFrame(count);
  });
  const timer = setInterval(() => {
    const lagMs = Math.max(0, Math.round(performance.now() - due));
    due = performance.now() + WALL_BEAT_MS;
    const build = store.get().build.first ?? '';
    const beat: WallBeat = { frames: drawn, heapMb: heapMb(), lagMs, build, scene: scene() };
    drawn = 0;
    // A beat that could not be sent is worthless later.
    if (socket.connected) socket.volatile.emit('wall.beat', beat);
  }, WALL_BEAT_MS);
  return () => {
    clearInterval(timer);
    cancelAnimationFrame(handle);
  };
}
