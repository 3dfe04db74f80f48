// Care for the panels: the picture moves by a pixel or two every three minutes, and is darker at night. Both follow the
// server's clock, so that the windows of one wall do it together.
import { useEffect, useMemo } from 'react';
import { localHour, MINUTE_MS } from '../../shared/time.ts';
import type { FeedStore } from '../feed/store.ts';
import { useFeed } from '../feed/use-feed.ts';
import './care.css';

export const ORBIT_MS = 3 * MINUTE_MS;
/** Round a square of two pixels; the margins of a panel are wider. */
const ORBIT = ['-1px -1px', '0 -1px', '1px -1px', '1px 0', '1px 1px', '0 1px', '-1px 1px', '-1px 0'] as const;

/** Whole local hours; a night may go over midnight. */
export type Night = Readonly<{ from: number; to: number }>;
const NIGHT: Night = { from: 22, to: 5 };

/** `?night=21-6`, `?night=off`; anything else: 22 to 5. */
export function nightOf(search: string): Night | null {
  const said = new URLSearchParams(search).get('night');
  if (said === 'off') return null;
  const found = /^([01]?\d|2[0-3])-([01]?\d|2[0-3])$/.exec(said ?? '');
  return found ? { from: Number(found[1]), to: Number(found[2]) } : NIGHT;
}

export function isNight(instant: number, { from, to }: Night): boolean {
  const hour = localHour(instant);
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** A CSS `translate`. */
export const orbitOf = (instant: number): string => ORBIT[Math.floor(instant / ORBIT_MS) % ORBIT.length] ?? ORBIT[0];

/** Cares for as long as the page that uses it is there. */
export function useCare(store: FeedStore): void {
  const night = useMemo(() => nightOf(location.search), []);
  const orbit = useFeed(store, ({ clock }) => (clock === null ? 'none' : orbitOf(clock)));
  const isDark = useFeed(store, ({ clock }) => clock !== null && night !== null && isNight(clock, night));
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--orbit', orbit);
    return () => void style.removeProperty('--orbit');
  }, [orbit]);
  useEffect(() => {
    document.documentElement.toggleAttribute('data-night', isDark);
    return () => document.documentElement.removeAttribute('data-night');
  }, [isDark]);
}
