// What the history of a dossier says: its state now, and what the day and the on-time figures need of its past.
import { dayNumber } from '../../time.ts';
import * as H from './history.ts';
import { NEVER, NONE } from './model.ts';
import { O } from './offences.ts';

/** Instants are epoch ms; NONE or NEVER where there is none. */
export type Standing = {
  status: number;
  agency: number;
  isDeleted: boolean;
  /** entries of a day that has not begun wait for it */
  isCut: boolean;
  submitted: number;
  level: number;
  channel: number;
  /** number of the procedure it was submitted for; -1: none was named */
  procedure: number;
  receiveBy: number;
  received: number;
  receivedIn: number;
  finished: number;
  due: number;
  /** as the day began */
  statusAtStart: number;
  wasReceived: boolean;
  /** left 3, 7, 9, 10 today */
  hasReopened: boolean;
  rejectedDays: readonly number[];
  withdrawnDays: readonly number[];
  /** agencies it was handed to today, received */
  movedTo: readonly number[];
  rewritten: number;
  /** since when it waits in 5, or in 6 and 8 */
  pausedSince: number;
  hasApology: boolean;
  /** of its whole life, see offences.ts; null when there is none */
  offences: number[] | null;
  ratedAt: number;
  isUnsatisfied: boolean;
};

const NOTHING: readonly number[] = [];

/**
 * Reads a history as of the local day [start, end). The due date that judges is the one in force: once it has passed
 * while the dossier was running, it stays, and a later date is only counted as rewritten. What was paused before its
 * due instant gets the new one. The finish is the last entry into {9, 10}.
 */
export function readHistory(h: readonly number[], start: number, end: number): Standing {
  const s: Standing = {
    status: 0,
    agency: h[3] ?? -1,
    isDeleted: false,
    isCut: false,
    submitted: NONE,
    level: 0,
    channel: 0,
    procedure: -1,
    receiveBy: NEVER,
    received: NONE,
    receivedIn: -1,
    finished: NONE,
    due: NEVER,
    statusAtStart: 0,
    wasReceived: false,
    hasReopened: false,
    rejectedDays: NOTHING,
    withdrawnDays: NOTHING,
    movedTo: NOTHING,
    rewritten: 0,
    pausedSince: NONE,
    hasApology: false,
    offences: null,
    ratedAt: NONE,
    isUnsatisfied: false,
  };
  let hasStarted = false;
  let hasDue = false;
  let dueSetAt = NONE;
  let isMissed = false;
  let before = NONE;
  /** dates as last said, in force or not: said again they change nothing */
  let dueSaid = NONE;
  let finishSaid = NONE;
  let rescheduled = 0;
  for (let i = 0; i < h.length; i += H.STRIDE) {
    const time = h[i] ?? 0;
    const code = h[i + 2] ?? 0;
    const value = h[i + 4] ?? 0;
    if (time >= end) {
      s.isCut = true;
      break;
    }
    if (!hasStarted && time >= start) {
      hasStarted = true;
      s.statusAtStart = s.status;
      s.wasReceived = s.received !== NONE;
    }
    if (s.due < time && !isMissed) {
      const passedAt = Math.max(s.due, dueSetAt);
      isMissed = passedAt >= before && passedAt < time && !H.isClosed(s.status) && !H.isPaused(s.status);
    }
    before = time;
    const kind = H.kindOf(code);
    if (kind <= 10) {
      if (H.isFinished(kind) && !H.isFinished(s.status)) finishSaid = NONE;
      enter(s, kind, time, hasStarted);
    } else if (kind === H.DUE) {
      if (!hasDue || value !== s.due) {
        const reason = H.reasonOf(code);
        if (reason === H.RESCHEDULE && value !== dueSaid) rescheduled++;
        if (!isMissed) {
          if (reason === H.RESCHEDULE && rescheduled > 1) offend(s, h, i, O.rescheduled, rescheduled);
          s.due = value;
          dueSetAt = time;
          hasDue = true;
        } else if (value !== dueSaid) {
          if (hasStarted) s.rewritten++;
          offend(s, h, i, reason === H.RESET ? O.reset : O.due, 0);
        }
      }
      dueSaid = value;
    } else if (kind === H.SUBMITTED) {
      if (s.submitted === NONE) s.submitted = time;
      if (s.level === 0) s.level = H.levelOf(code);
      if (s.channel === 0) s.channel = H.channelOf(code);
      if (s.procedure === -1) s.procedure = H.procedureOf(code);
      if (s.receiveBy === NEVER) s.receiveBy = value;
      if (s.status === 0) s.status = 1;
    } else if (kind === H.RECEIVED) {
      if (s.status <= 1) enter(s, 2, time, hasStarted);
      else if (s.received === NONE) receive(s, time);
    } else if (kind === H.FINISHED) {
      if (!H.isFinished(s.status)) enter(s, 9, time, hasStarted);
    } else if (kind === H.TRANSFERRED) {
      s.agency = value;
      if (hasStarted && s.received !== NONE) s.movedTo = [...s.movedTo, value];
    } else if (kind === H.FINISH_CHANGED) {
      const isLate = s.due < time && (!H.isFinished(s.status) || s.finished > s.due);
      if (isLate && value !== finishSaid && !(H.isFinished(s.status) && value === s.finished)) {
        if (hasStarted) s.rewritten++;
        offend(s, h, i, dayNumber(value) <= dayNumber(s.due) ? O.reset : O.finish, 0);
      }
      finishSaid = value;
    } else if (kind === H.RATED) {
      s.ratedAt = time;
      s.isUnsatisfied = value === 1;
    } else if (kind === H.APOLOGY) s.hasApology = true;
    else if (kind === H.DELETED) s.isDeleted = true;
    else if (kind === H.RESTORED) s.isDeleted = false;
  }
  if (!hasStarted) {
    s.statusAtStart = s.status;
    s.wasReceived = s.received !== NONE;
  }
  return s;
}

function offend(s: Standing, h: readonly number[], entry: number, sort: number, ordinal: number): void {
  s.offences ??= [];
  s.offences.push(h[entry + 1] ?? 0, h[entry] ?? 0, s.agency, sort, ordinal);
}

function receive(s: Standing, time: number): void {
  s.received = time;
  s.receivedIn = s.agency;
}

function enter(s: Standing, status: number, time: number, isToday: boolean): void {
  if (status === s.status) return;
  if (status === 2 && s.received === NONE) receive(s, time);
  if (H.isFinished(status) && !H.isFinished(s.status)) s.finished = time;
  if (isToday && H.isClosed(s.status) && !H.isClosed(status)) s.hasReopened = true;
  if (status === 3) s.rejectedDays = withDay(s.rejectedDays, time);
  else if (status === 7) s.withdrawnDays = withDay(s.withdrawnDays, time);
  if (status === 5 || (H.isPaused(status) && (s.status === 5 || !H.isPaused(s.status)))) s.pausedSince = time;
  s.status = status;
}

function withDay(days: readonly number[], time: number): readonly number[] {
  const day = dayNumber(time);
  return days.at(-1) === day ? days : [...days, day];
}

/** Status just before an instant, 0 when there was none. */
export function statusBefore(h: readonly number[], instant: number): number {
  return readHistory(h, instant, instant).status;
}
