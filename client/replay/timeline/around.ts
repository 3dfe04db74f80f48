// What there is at a place of the strip, in words: for the card under the pointer and for readers that do not see it.

import { KINDS } from '../../../shared/day.ts';
import { clock, minuteClock, number, span } from '../../../shared/i18n/format.ts';
import { spoken } from '../../../shared/i18n/spoken.ts';
import { dayStart, MINUTE_MS, parseDay } from '../../../shared/time.ts';
import type { DayStrip, Marker } from '../told.ts';
import { words } from '../words.ts';
import { isPriority } from './lanes.ts';

export type Around = Readonly<{
  time: string;
  /** events of this minute, by kind */
  counts: string;
  lines: readonly string[];
  /** marks that found no room in `lines` */
  more: number;
}>;

const MOST = 5;

const covers = (at: number, from: number, to: number | null): boolean => from <= at && (to === null || at < to);
export const until = (to: number | null): string => (to === null ? words.outage.still : minuteClock(to));

/** One mark in a line: its time, what it is, whom it is about. */
export function markText({ at, type, priority, by, text }: Marker): string {
  const what = words.mark[type] ?? type;
  const rank = type === 'alarm.raised' || type === 'alarm.rose' ? priority : null;
  const parts = [isPriority(rank) ? `${what} ${spoken.priority[rank]}` : what, text, by].filter(Boolean);
  return `${clock(at)} ${parts.join(' · ')}`;
}

const noneText = (isGap: boolean, isAhead: boolean): string =>
  isAhead ? words.ahead : isGap ? words.noData : words.noEvents;

/** `tolerance`: ms to each side within which a mark counts as being there. `now`: what lies after it has not come yet. */
export function aroundAt(strip: DayStrip, at: number, tolerance: number, now: number | null = null): Around {
  const minute = Math.floor((at - dayStart(parseDay(strip.day))) / MINUTE_MS);
  const isGap = strip.gaps.some(({ from, to }) => covers(at, from, to));
  const counts = KINDS.map((kind) => [kind, strip.minutes[kind][minute] ?? 0] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${words.kind[kind]} ${number(count)}`);
  const marks = strip.markers.filter((mark) => Math.abs(mark.at - at) <= tolerance);
  const lateHere = strip.late.minutes[minute] ?? 0;
  const late = strip.late.list.find(({ time }) => Math.abs(time - at) <= tolerance);
  const states = [
    ...strip.outages
      .filter(({ from, to }) => covers(at, from, to))
      .map(({ name, from, to }) => words.outage.text(name, minuteClock(from), until(to))),
    ...strip.silences
      .filter(({ from, to }) => covers(at, from, to))
      .map(({ source, from, to }) => words.silence(source, minuteClock(from), minuteClock(to))),
    ...(lateHere > 0 ? [words.late.here(number(lateHere))] : []),
    ...(late ? [words.late.longest(span(late.lagMs), clock(late.receivedAt))] : []),
  ];
  return {
    time: clock(at),
    counts: counts.length > 0 ? counts.join(' · ') : noneText(isGap, now !== null && at > now),
    lines: [...states, ...marks.slice(0, MOST).map(markText)],
    more: Math.max(0, marks.length - MOST),
  };
}
