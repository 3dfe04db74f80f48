// Which counters a dossier stands in at an instant: the meaning of every figure (interfaces.md §4, domain.md §3.1), once.
import type { Calendar } from '../../calendar.ts';
import { DAY_MS, dayNumber, dayStart, HOUR_MS, localHour } from '../../time.ts';
import * as H from './history.ts';
import {
  A,
  agencyKey,
  C,
  D,
  type DossierModel,
  dayKey,
  NEVER,
  NO_LIST,
  NONE,
  W,
  WINDOW_DAYS,
  waitList,
} from './model.ts';
import { countMonth } from './month-keys.ts';
import { offencesSince } from './offences.ts';
import { readHistory, type Standing, statusBefore } from './standing.ts';

/** "Nearly due" begins so much working time before the due instant. */
export const NEARLY_DUE_MS = 8 * HOUR_MS;

export type Counted = {
  wakeAt: number;
  isClosed: boolean;
  workMs: number;
  /** the list of `waits` it belongs into, and its instant there */
  list: number;
  instant: number;
  /** see offences.ts */
  offences: readonly number[];
};
const NOTHING: readonly number[] = [];

/**
 * Fills `keys` with the counters that a history stands in at `model.now` of the local day `model.day`, and says when
 * the clock alone will change them. Counters of local days depend on the history only, not on the clock.
 */
export function countHistory(model: DossierModel, h: readonly number[], calendar: Calendar, keys: number[]): Counted {
  keys.length = 0;
  const { day, now } = model;
  const start = dayStart(day);
  const end = start + DAY_MS;
  const s = readHistory(h, start, end);
  const counted: Counted = {
    wakeAt: s.isCut ? end : NEVER,
    isClosed: s.isDeleted || H.isClosed(s.status),
    workMs: -1,
    list: NO_LIST,
    instant: 0,
    offences: NOTHING,
  };
  const windowStart = dayStart(day - WINDOW_DAYS);
  if (s.submitted >= windowStart) {
    const submittedOn = dayKey(dayNumber(s.submitted), 0);
    keys.push(submittedOn + D.submitted, submittedOn + D.hour + localHour(s.submitted));
  }
  if (s.isDeleted) return counted;
  if (s.offences !== null) counted.offences = offencesSince(s.offences, day);

  countMonth(model, s, keys);
  const isReceived = s.received !== NONE;
  if (isReceived) countReceipt(model, s, start, windowStart, keys);
  countExits(s, day, keys);
  if (s.channel === H.ONLINE && s.agency >= 0) countOnline(s, start, keys);
  if (s.wasReceived) {
    if (!H.isClosed(s.statusAtStart)) keys.push(C.carriedOver);
    else if (s.hasReopened) keys.push(C.reopened);
  }
  if (H.isFinished(s.status)) {
    if (s.finished >= windowStart) {
      const finishedOn = dayNumber(s.finished);
      keys.push(dayKey(finishedOn, D.resolved));
      if (s.due !== NEVER && finishedOn > dayNumber(s.due)) keys.push(dayKey(finishedOn, D.late));
    }
    if (s.finished >= start) {
      if (s.agency >= 0) keys.push(agencyKey(s.agency, A.resolved));
      if (isReceived) counted.workMs = workedOn(h, s.received, s.finished, calendar);
    }
  } else if (isReceived && (s.status === 2 || s.status === 4)) {
    keys.push(C.open);
    if (s.agency >= 0) keys.push(agencyKey(s.agency, A.open));
    if (s.due !== NEVER) countOverdue(s, now, calendar, counted, keys);
  } else if (H.isPaused(s.status)) {
    if (isReceived) keys.push(C.paused);
    stand(counted, s.agency, s.status === 5 ? W.supplement : W.stopped, s.pausedSince);
  } else if (s.status === 1) {
    keys.push(C.awaiting);
    if (s.receiveBy !== NEVER) countWaiting(s, now, counted, keys);
  }
  if (s.due >= windowStart && s.due !== NEVER) wake(counted, countDue(h, s, day, now, keys));
  if (s.ratedAt >= start) {
    keys.push(C.rated);
    if (s.isUnsatisfied) keys.push(C.unsatisfied);
  }
  for (let i = 0; i < s.rewritten; i++) keys.push(C.rewritten);
  return counted;
}

function wake(counted: Counted, at: number): void {
  if (at < counted.wakeAt) counted.wakeAt = at;
}

function stand(counted: Counted, agency: number, kind: number, instant: number): void {
  if (agency < 0) return;
  counted.list = waitList(agency, kind);
  counted.instant = instant;
}

/** K1, K9, K10, K14. A unit also counts what was handed to it today when already received (domain.md §3.4.7). */
function countReceipt(model: DossierModel, s: Standing, start: number, windowStart: number, keys: number[]): void {
  if (s.received >= windowStart) keys.push(dayKey(dayNumber(s.received), D.received));
  const isToday = s.received >= start;
  if (isToday) {
    keys.push(C.level + s.level);
    if (s.channel === H.ONLINE) keys.push(C.online);
    if (s.received > s.receiveBy) keys.push(C.lateReceipt);
    if (s.receivedIn >= 0) keys.push(agencyKey(s.receivedIn, A.received));
  }
  for (let i = 0; i < s.movedTo.length; i++) {
    const agency = s.movedTo[i] ?? -1;
    const isCounted = (isToday && agency === s.receivedIn) || s.movedTo.indexOf(agency) < i;
    if (!isCounted && agency >= 0) keys.push(agencyKey(agency, A.received));
  }
  if (s.level === 4 && s.agency >= 0 && s.received >= model.monthStart) keys.push(agencyKey(s.agency, A.level4));
}

/** K7, K8: entered 7, 3; and of those received, the ones that are still there. */
function countExits(s: Standing, day: number, keys: number[]): void {
  for (const exit of s.rejectedDays) if (exit >= day - WINDOW_DAYS) keys.push(dayKey(exit, D.rejected));
  for (const exit of s.withdrawnDays) if (exit >= day - WINDOW_DAYS) keys.push(dayKey(exit, D.withdrawn));
  if (s.received === NONE) return;
  if (s.status === 3 && s.rejectedDays.at(-1) === day) keys.push(C.ofRejected);
  if (s.status === 7 && s.withdrawnDays.at(-1) === day) keys.push(C.ofWithdrawn);
}

/** Of what was submitted online: handed in today, and turned away today. */
function countOnline(s: Standing, start: number, keys: number[]): void {
  if (s.submitted >= start) keys.push(agencyKey(s.agency, A.onlineSubmitted));
  if (s.status === 3 && s.rejectedDays.at(-1) === dayNumber(start)) keys.push(agencyKey(s.agency, A.onlineRejected));
}

/** K5n and K5l, disjoint: up to the due instant "nearly due", after it "overdue". */
function countOverdue(s: Standing, now: number, calendar: Calendar, counted: Counted, keys: number[]): void {
  const { due, agency } = s;
  if (now <= due) {
    const soonAt = calendar.reaching(due, NEARLY_DUE_MS);
    if (now >= soonAt) keys.push(C.nearlyDue);
    wake(counted, now < soonAt ? soonAt : due + 1);
    return;
  }
  keys.push(C.overdue);
  if (agency >= 0) keys.push(agencyKey(agency, A.overdue));
  stand(counted, agency, s.hasApology ? W.late : W.unapologised, due);
}

/** K10 of what still waits, and what rule A10 looks at. */
function countWaiting(s: Standing, now: number, counted: Counted, keys: number[]): void {
  if (s.channel === H.ONLINE) stand(counted, s.agency, W.receipt, s.receiveBy);
  if (now > s.receiveBy) keys.push(C.lateReceipt);
  else wake(counted, s.receiveBy + 1);
}

/**
 * F2 by the day on which it is due: rejected, withdrawn and never accepted ones are out, as of the end of that day.
 * Until the day ends, what is not finished waits in `dueLater` up to its due instant. Returns the next change.
 */
function countDue(h: readonly number[], s: Standing, day: number, now: number, keys: number[]): number {
  const dueOn = dayNumber(s.due);
  const status = dueOn < day ? statusBefore(h, dayStart(dueOn + 1)) : s.status;
  if (status === 0 || status === 1 || status === 3 || status === 7) return NEVER;
  keys.push(dayKey(dueOn, D.due));
  if (H.isFinished(s.status)) {
    if (dayNumber(s.finished) <= dueOn) keys.push(dayKey(dueOn, D.onTime));
    return NEVER;
  }
  if (dueOn !== day || s.due <= now) return NEVER;
  keys.push(C.dueLater);
  return s.due;
}

/** K11: working ms from receipt to finish without the pauses between. */
function workedOn(h: readonly number[], from: number, to: number, calendar: Calendar): number {
  let ms = Math.max(0, calendar.between(from, to));
  let pausedAt = NONE;
  for (let i = 0; i < h.length; i += H.STRIDE) {
    const time = h[i] ?? 0;
    const code = h[i + 2] ?? 0;
    if (time > to) break;
    if (code > 10 && code !== H.FINISHED) continue;
    if (H.isPaused(code)) {
      if (pausedAt === NONE) pausedAt = Math.max(time, from);
    } else if (pausedAt !== NONE) {
      ms -= Math.max(0, calendar.between(pausedAt, time));
      pausedAt = NONE;
    }
  }
  return Math.max(0, ms);
}
