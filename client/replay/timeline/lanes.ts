// The lanes of the strip: what stands in which, how high, and the shapes in them. Widths are px, instants epoch ms.
import type { Priority } from '../../../shared/source.ts';
import { DAY_MS, dayStart, parseDay } from '../../../shared/time.ts';
import type { DayStrip, Marker } from '../told.ts';

export type LaneId = 'alarm' | 'dossier' | 'conference' | 'security' | 'other' | 'late' | 'silence' | 'house';
/** px */
export type Lane = Readonly<{ id: LaneId; top: number; height: number }>;

export const MINUTES = 1440;
const GAP = 4;
const SILENCE_ROW = 8;
const MOST_SILENT = 5;

const isStart = ({ type }: Marker): boolean => type === 'audit.server_started';
export const startsOf = (strip: DayStrip): readonly Marker[] => strip.markers.filter(isStart);

/** Feeds that were silent at some time, the first few. */
export const silentFeeds = (strip: DayStrip): string[] =>
  [...new Set(strip.silences.map(({ source }) => source))].slice(0, MOST_SILENT);

/** Lanes from top to bottom; those that would be empty all day are left out. `scale` 1 for a screen at 60 cm. */
export function lanesOf(strip: DayStrip, scale: number): Readonly<{ lanes: readonly Lane[]; height: number }> {
  const silent = silentFeeds(strip).length;
  const heights: readonly (readonly [LaneId, number])[] = [
    ['alarm', 28],
    ['dossier', 18],
    ['conference', 18],
    ['security', 18],
    ['other', 14],
    ['late', strip.late.count > 0 ? 14 : 0],
    ['silence', silent > 0 ? Math.max(14, silent * SILENCE_ROW) : 0],
    ['house', strip.outages.length > 0 || strip.markers.some(isStart) ? 14 : 0],
  ];
  let top = 0;
  const lanes: Lane[] = [];
  for (const [id, height] of heights) {
    if (height === 0) continue;
    lanes.push({ id, top: Math.round(top * scale), height: Math.round(height * scale) });
    top += height + GAP;
  }
  return { lanes, height: Math.round((top - GAP) * scale) };
}

/** The place of an instant on a day of `width` px; what lies outside the day stands at its edge. */
export const placer = (day: string, width: number): ((instant: number) => number) => {
  const midnight = dayStart(parseDay(day));
  return (instant) => (width * Math.min(Math.max(0, instant - midnight), DAY_MS)) / DAY_MS;
};

/**
 * Path of bars a minute, 1 wide, `height` high, from the foot. The logarithm of the count: a quiet minute stays visible
 * beside a burst.
 */
export function barsOf(counts: readonly number[], height: number): string {
  const most = Math.log1p(counts.reduce((a, b) => Math.max(a, b), 1));
  const shapes: string[] = [];
  for (const [minute, count] of counts.entries()) {
    if (count > 0) shapes.push(`M${minute} ${height}v${-round((height * Math.log1p(count)) / most)}h1V${height}z`);
  }
  return shapes.join('');
}

const round = (px: number): number => Math.round(px * 10) / 10;
const ORDER: readonly string[] = ['P1', 'P2', 'P3', 'P4'];

export type Cluster = Readonly<{ x: number; priority: Priority; count: number }>;

/** Alarms as they were raised or rose; those nearer than `gap` px become one mark, the worst of them. */
export function alarmMarks(strip: DayStrip, width: number, gap: number): Cluster[] {
  const place = placer(strip.day, width);
  const cells = new Map<number, Cluster>();
  for (const { at, type, priority } of strip.markers) {
    if ((type !== 'alarm.raised' && type !== 'alarm.rose') || !isPriority(priority)) continue;
    const x = place(at);
    const cell = Math.floor(x / gap);
    const before = cells.get(cell);
    const isWorse = !before || ORDER.indexOf(priority) < ORDER.indexOf(before.priority);
    cells.set(cell, {
      x: before?.x ?? x,
      priority: isWorse ? priority : before.priority,
      count: (before?.count ?? 0) + 1,
    });
  }
  return [...cells.values()];
}

export const isPriority = (text: string | null): text is Priority => text !== null && ORDER.includes(text);

/** Where somebody did something to an alarm, or it went up: at most one mark every `gap` px. */
export function actMarks(strip: DayStrip, width: number, gap: number): Readonly<{ x: number; what: 'ack' | 'up' }>[] {
  const place = placer(strip.day, width);
  const cells = new Map<number, { x: number; what: 'ack' | 'up' }>();
  for (const { at, type } of strip.markers) {
    if (type !== 'alarm.acknowledged' && type !== 'alarm.escalated') continue;
    const x = place(at);
    const cell = Math.floor(x / gap);
    const what = type === 'alarm.escalated' ? 'up' : 'ack';
    if (!cells.has(cell) || what === 'up') cells.set(cell, { x: cells.get(cell)?.x ?? x, what });
  }
  return [...cells.values()];
}

/** Events a kind, over the day. */
export const totalOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
