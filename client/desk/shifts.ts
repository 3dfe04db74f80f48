// When the shifts of the desk begin: asked once, and the usual three until there is an answer.
import { useEffect, useState } from 'react';
import { DAY_MS, dayNumber, dayStart, MINUTE_MS } from '../../shared/time.ts';
import { request } from '../api.ts';

/** Minutes of the local day. */
export const USUAL_STARTS: readonly number[] = [7 * 60, 15 * 60, 23 * 60];

/** First instant (epoch ms) of the shift that runs at `now`. `starts`: minutes of the local day, at least one. */
export function shiftStart(starts: readonly number[], now: number): number {
  const today = dayStart(dayNumber(now));
  const begun = starts.map((minute) => today + minute * MINUTE_MS).filter((start) => start <= now);
  // Before the first of today it is the last of yesterday.
  return begun.length > 0 ? Math.max(...begun) : today - DAY_MS + Math.max(...starts) * MINUTE_MS;
}

/** `["07:00", "15:00"]` as minutes; null when it is nothing of the kind. */
export function parseStarts(texts: readonly unknown[]): readonly number[] | null {
  const minutes = texts.map((text) => {
    const [, hour, minute] = /^(\d{2}):(\d{2})$/.exec(String(text)) ?? [];
    return Number(hour) * 60 + Number(minute);
  });
  return minutes.length > 0 && minutes.every((minute) => minute >= 0 && minute < 24 * 60) ? minutes : null;
}

export function useShiftStarts(): readonly number[] {
  const [starts, setStarts] = useState(USUAL_STARTS);
  useEffect(() => {
    let gone = false;
    request<{ shifts?: { starts?: unknown[] } }>('GET', '/api/rules').then((answer) => {
      const set = answer.ok ? parseStarts(answer.body.shifts?.starts ?? []) : null;
      if (set && !gone) setStarts(set);
    });
    return () => {
      gone = true;
    };
  }, []);
  return starts;
}
