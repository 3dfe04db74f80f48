// How one endpoint attended one conference: from the spans of its sessions to stays, drops and returns (K20–K24).
import type { Conference } from './model.ts';
import { NEVER } from './model.ts';
import type { Span } from './moves.ts';

/**
 * `stays` are disjoint [from, to) pairs in one flat list, `to` NEVER while present; of all sessions together, so that a
 * second line that drops is no drop. `drops` and `rejoins` (ms) are those inside the window; `dropAt` -1: not away by a drop.
 */
export type Attendance = Readonly<{
  present: boolean;
  stays: readonly number[];
  drops: readonly number[];
  rejoins: readonly number[];
  dropAt: number;
}>;

export const ABSENT: Attendance = { present: false, stays: [], drops: [], rejoins: [], dropAt: -1 };

type Stay = { from: number; to: number; how: Span['how'] };

function staysOf(spans: readonly Span[], conference: string): Stay[] {
  const stays: Stay[] = [];
  let open: Stay | undefined;
  for (const span of spans) {
    if (span.conference !== null && span.conference !== conference) continue;
    if (open === undefined || span.from > open.to) {
      open = { from: span.from, to: span.to, how: span.how };
      stays.push(open);
    } else if (span.to >= open.to) {
      open.to = span.to;
      open.how = span.how;
    }
  }
  return stays;
}

/** Attendance of a window [from, end]; a session that names another conference does not count. */
export function attend(spans: readonly Span[], conference: Conference, from: number, end: number): Attendance {
  const stays = staysOf(spans, conference.id);
  const drops: number[] = [];
  const rejoins: number[] = [];
  let dropAt = -1;
  for (const [index, { to, how }] of stays.entries()) {
    if ((how !== 'drop' && how !== 'timeout') || to < from || to > end) continue;
    drops.push(to);
    const next = stays.slice(index + 1).find((one) => one.to > one.from);
    if (next !== undefined && next.from <= end) rejoins.push(next.from - to);
    else if (index === stays.length - 1) dropAt = to;
  }
  return {
    present: stays.at(-1)?.to === NEVER,
    stays: stays.flatMap((stay) => [stay.from, stay.to]),
    drops,
    rejoins,
    dropAt,
  };
}

/** Was it there at `instant`? */
export function presentAt({ stays }: Attendance, instant: number): boolean {
  for (let i = 0; i < stays.length; i += 2) {
    if ((stays[i] ?? NEVER) <= instant && instant < (stays[i + 1] ?? NEVER)) return true;
  }
  return false;
}

/** Was it there until `instant`? Who leaves with the closing has stayed to the end. */
export function presentUntil({ stays }: Attendance, instant: number): boolean {
  for (let i = 0; i < stays.length; i += 2) {
    if ((stays[i] ?? NEVER) < instant && instant <= (stays[i + 1] ?? NEVER)) return true;
  }
  return false;
}

/** Milliseconds connected within [from, end]. */
export function connectedMs({ stays }: Attendance, from: number, end: number): number {
  let sum = 0;
  for (let i = 0; i < stays.length; i += 2) {
    const start = Math.max(stays[i] ?? NEVER, from);
    const stop = Math.min(stays[i + 1] ?? NEVER, end);
    if (stop > start) sum += stop - start;
  }
  return sum;
}

/** From when an invitation counts: opening, or for a late invite its first join after that; null: does not count yet. */
export function countsFrom(attendance: Attendance, conference: Conference, id: string, from: number): number | null {
  const invitedAt = conference.invited.get(id) ?? NEVER;
  if (conference.openedAt === null || invitedAt <= conference.openedAt) return from;
  const { stays } = attendance;
  for (let i = 0; i < stays.length; i += 2) {
    const [start = NEVER, stop = NEVER] = [stays[i], stays[i + 1]];
    if (stop > start && stop > from) return Math.max(start, from);
  }
  return null;
}
