// The address of a moment: day, time of the day, truth, and whom one came for.
import { DAY_MS, dayNumber, dayStart, dayText, parseDay, SECOND_MS } from '../../shared/time.ts';
import type { Range, Truth } from '../feed/replay.ts';
import { typedTime } from './typed.ts';

export type Place = Readonly<{
  /** null: none was named. */
  day: string | null;
  /** Milliseconds of the day. */
  ms: number;
  as: Truth;
  /** Pinned by a permalink. */
  seq: number | null;
  /** The occurrence that one came for. */
  focus: string | null;
}>;

const LEAD_MS = 30 * SECOND_MS;

/** `/replay/2026-03-04?t=03:42:10.123&as=then&s=17&focus=…` */
export function placeOf(path: string, search: string): Place {
  const day = path.split('/')[2] ?? '';
  const query = new URLSearchParams(search);
  const seq = query.get('s') ?? '';
  return {
    day: Number.isNaN(parseDay(day)) ? null : day,
    ms: typedTime(query.get('t') ?? '') ?? 0,
    as: query.get('as') === 'now' ? 'now' : 'then',
    seq: /^\d{1,15}$/.test(seq) ? Number(seq) : null,
    focus: query.get('focus') || null,
  };
}

/** `03:42:10`, with milliseconds where there are any, of the milliseconds of a day. */
export const timeText = (ms: number): string =>
  new Date(ms)
    .toISOString()
    .slice(11, 23)
    .replace(/\.000$/, '');

/** Milliseconds of its local day. */
export const msOfDay = (instant: number): number => instant - dayStart(dayNumber(instant));

export function addressOf({ day, ms, as, seq, focus }: Place & { readonly day: string }): string {
  const pin = seq === null ? '' : `&s=${seq}`;
  const whom = focus === null ? '' : `&focus=${encodeURIComponent(focus)}`;
  return `/replay/${day}?t=${timeText(ms)}&as=${as}${pin}${whom}`;
}

/**
 * Address of the replay that shows how an alarm (occurrence, raised at `raisedAt`, epoch ms) came about: half a minute before
 * it was raised, as known then.
 */
export function momentOf(occurrence: string, raisedAt: number): string {
  const at = raisedAt - LEAD_MS;
  return addressOf({ day: dayText(dayNumber(at)), ms: msOfDay(at), as: 'then', seq: null, focus: occurrence });
}

/**
 * The whole local day, its last instant the last millisecond. A pin holds for "as known now" alone: it says which knowledge.
 * As known then each instant has its own last event, and a pin would make a day stand still from there on.
 */
export function rangeOf({ day, ms, as, seq }: Place & { readonly day: string }): Range {
  const from = dayStart(parseDay(day));
  return { from, to: from + DAY_MS - 1, as, at: from + Math.min(ms, DAY_MS - 1), seq: as === 'now' ? seq : null };
}

export const shiftDay = (day: string, days: number): string => dayText(parseDay(day) + days);
