// How hard the wall's machine works: frames a second, how late its timers run, memory. One that cannot keep up stops all
// that moves.

export type Load = Readonly<{
  fps: number;
  lagMs: number;
  /** Chromium alone tells; null elsewhere. */
  heapMb: number | null;
  /** Nothing on the page moves for now. */
  light: boolean;
}>;

export type LoadMeter = Readonly<{
  get: () => Load;
  subscribe: (listener: () => void) => () => void;
  /** Frames drawn since the beginning. */
  drawn: () => number;
  stop: () => void;
}>;

export const SLOW_FPS = 20;
export const SLOW_MS = 10_000;
/** It moves again after so long at a good rate. */
export const GOOD_FPS = 30;
export const GOOD_MS = 60_000;
const SECOND_MS = 1_000;

/** Light or not, from the frames a second measured at `now` (monotonic ms). */
export function createLightRule(): (fps: number, now: number) => boolean {
  let light = false;
  let since: number | null = null;
  return (fps, now) => {
    const isAgainst = light ? fps >= GOOD_FPS : fps < SLOW_FPS;
    since = isAgainst ? (since ?? now - SECOND_MS) : null;
    if (since !== null && now - since >= (light ? GOOD_MS : SLOW_MS)) [light, since] = [!light, null];
    return light;
  };
}

function heapMb(): number | null {
  const { memory } = performance as Performance & { memory?: { usedJSHeapSize: number } };
  return memory ? Math.round(memory.usedJSHeapSize / 1_048_576) : null;
}

/** Measures each second until it is stopped. */
export function startLoadMeter(): LoadMeter {
  const listeners = new Set<() => void>();
  const isLight = createLightRule();
  let load: Load = { fps: 0, lagMs: 0, heapMb: heapMb(), light: false };
  let [drawn, before, at] = [0, 0, performance.now()];
  let handle = requestAnimationFrame(function count() {
    drawn += 1;
    handle = requestAnimationFrame(count);
  });
  const timer = setInterval(() => {
    const now = performance.now();
    const [frames, ms] = [drawn - before, now - at];
    [before, at] = [drawn, now];
    // A page that nobody sees draws nothing, and is not slow.
    if (document.visibilityState !== 'visible') return;
    const fps = Math.round((frames * SECOND_MS) / ms);
    load = { fps, lagMs: Math.max(0, Math.round(ms - SECOND_MS)), heapMb: heapMb(), light: isLight(fps, now) };
    document.documentElement.toggleAttribute('data-still', load.light);
    for (const listener of listeners) listener();
  }, SECOND_MS);
  return {
    get: () => load,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    drawn: () => drawn,
    stop: () => {
      clearInterval(timer);
      cancelAnimationFrame(handle);
      document.documentElement.removeAttribute('data-still');
    },
  };
}
