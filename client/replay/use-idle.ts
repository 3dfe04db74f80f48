// Watches whether somebody is there: keys, movements, a day that plays.
import { useEffect, useRef, useState } from 'react';
import { type Idle, idleAt, PATIENCE, type Patience } from './idle.ts';

const LOOK_MS = 1_000;
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** `onOver` is called once, when nobody has answered. */
export function useIdle(isWatched: boolean, onOver: () => void, patience: Patience = PATIENCE): Idle {
  const [idle, setIdle] = useState<Idle>({ state: 'active' });
  const latest = useRef({ isWatched, onOver });
  latest.current = { isWatched, onOver };
  const { quietMs, warnMs } = patience;
  useEffect(() => {
    let lastActive = performance.now();
    const look = (): void => {
      if (latest.current.isWatched) lastActive = performance.now();
      const next = idleAt(lastActive, performance.now(), { quietMs, warnMs });
      setIdle((before) => (before.state === 'active' && next.state === 'active' ? before : next));
      if (next.state !== 'over') return;
      clearInterval(timer);
      latest.current.onOver();
    };
    const seen = (): void => {
      lastActive = performance.now();
      setIdle((before) => (before.state === 'active' ? before : { state: 'active' }));
    };
    const timer = setInterval(look, LOOK_MS);
    for (const sign of SIGNS) window.addEventListener(sign, seen, { passive: true, capture: true });
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, seen, { capture: true });
    };
  }, [quietMs, warnMs]);
  return idle;
}
