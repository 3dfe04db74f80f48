// Keeps the counters true: what was touched is counted anew, what the clock moves is moved, a day that ends is closed.
import type { Context } from '../../source.ts';
import { dayNumber, dayStart, dayText, MINUTE_MS, parseDay } from '../../time.ts';
import { popTimer, pushTimer } from '../../timers.ts';
import { countHistory } from './counters.ts';
import { dropOldHours, keepHours } from './hours.ts';
import {
  D,
  DAY_SIZE,
  type Dossier,
  type DossierModel,
  dayKey,
  dayOfKey,
  FIRST_DAY_KEY,
  NEVER,
  NO_DAY,
  NONE,
  WINDOW_DAYS,
} from './model.ts';
import { addToMonth } from './month-keys.ts';
import { dropOldOffences, setOffences } from './offences.ts';
import { join, leave } from './waits.ts';

export const QUARTER_MS = 15 * MINUTE_MS;

/** Only within `recount`, which fills and empties it. */
const scratch: number[] = [];

/** Adds what stands in `keys` from `from` up to `to`. */
function addTo(model: DossierModel, keys: readonly number[], from: number, to: number, amount: 1 | -1): void {
  const { counts, days } = model;
  for (let i = from; i < to; i++) {
    const key = keys[i] ?? 0;
    if (key < 0) {
      addToMonth(model, key, amount);
      continue;
    }
    if (key < FIRST_DAY_KEY) {
      counts[key] = (counts[key] ?? 0) + amount;
      continue;
    }
    const day = dayOfKey(key);
    let row = days.get(day);
    if (!row) {
      if (day < model.day - WINDOW_DAYS) continue; // its row is gone with its day
      row = new Array<number>(DAY_SIZE).fill(0);
      days.set(day, row);
    }
    const counter = key - dayKey(day, 0);
    row[counter] = (row[counter] ?? 0) + amount;
  }
}

/** A closed day whose figures change gets a new version, once a batch. */
function noteCorrections(model: DossierModel, keys: readonly number[], others: readonly number[]): void {
  const today = dayKey(model.day, 0);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? 0;
    if (key < FIRST_DAY_KEY || key >= today || others.includes(key)) continue;
    const day = dayOfKey(key);
    if (key - dayKey(day, 0) >= D.hour) continue; // no figure of the day
    const closed = model.closed.get(day);
    if (!closed || closed[DAY_SIZE + 1] === model.foldAt) continue;
    closed[DAY_SIZE] = (closed[DAY_SIZE] ?? 1) + 1;
    closed[DAY_SIZE + 1] = model.foldAt;
  }
}

/** Moves a dossier from the counters `old` to `fresh`. They begin alike and often end alike: only the middle is touched. */
function move(model: DossierModel, old: readonly number[], fresh: readonly number[]): boolean {
  let from = 0;
  const shorter = Math.min(old.length, fresh.length);
  while (from < shorter && old[from] === fresh[from]) from++;
  if (from === old.length && from === fresh.length) return false;
  let back = 0;
  while (back < shorter - from && old[old.length - 1 - back] === fresh[fresh.length - 1 - back]) back++;
  noteCorrections(model, old, fresh);
  noteCorrections(model, fresh, old);
  addTo(model, old, from, old.length - back, -1);
  addTo(model, fresh, from, fresh.length - back, 1);
  return true;
}

function addWork(model: DossierModel, ms: number, amount: 1 | -1): void {
  if (ms < 0) return;
  model.workMs += amount * ms;
  const quarter = Math.round(ms / QUARTER_MS);
  const count = (model.quarters.get(quarter) ?? 0) + amount;
  if (count === 0) model.quarters.delete(quarter);
  else model.quarters.set(quarter, count);
}

function recount(model: DossierModel, code: string, dossier: Dossier, ctx: Context): void {
  const counted = countHistory(model, dossier.h, ctx.calendar, scratch);
  dossier.s = counted.isClosed ? 1 : 0;
  if (move(model, dossier.c, scratch)) dossier.c = scratch.slice();
  if (counted.list !== dossier.l || counted.instant !== dossier.t) {
    leave(model.waits, dossier.l, dossier.t);
    join(model.waits, counted.list, counted.instant);
    dossier.l = counted.list;
    dossier.t = counted.instant;
  }
  if (counted.offences.length > 0 || model.offences.size > 0) setOffences(model, code, counted.offences);
  if (counted.workMs !== dossier.u) {
    addWork(model, dossier.u, -1);
    addWork(model, counted.workMs, 1);
    dossier.u = counted.workMs;
  }
  if (counted.wakeAt !== dossier.w) {
    dossier.w = counted.wakeAt;
    if (dossier.w !== NEVER) pushTimer(model.timers, dossier.w, code);
  }
}

/** Counts anew every dossier whose history has changed, as of `model.now`. */
export function flush(model: DossierModel, ctx: Context): void {
  if (model.dirty.length === 0) return;
  for (const code of model.dirty) {
    const dossier = model.dossiers.get(code);
    if (!dossier || dossier.q === 0) continue;
    dossier.q = 0;
    recount(model, code, dossier, ctx);
  }
  model.dirty = [];
  model.isOldDirty = false;
}

function moveClock(model: DossierModel, now: number, ctx: Context): void {
  if (now > model.now) model.now = now;
  for (let code = popTimer(model.timers, model.now); code !== null; code = popTimer(model.timers, model.now)) {
    const dossier = model.dossiers.get(code);
    if (dossier && dossier.w <= model.now) recount(model, code, dossier, ctx);
  }
}

function beginDay(model: DossierModel, day: number): void {
  model.day = day;
  model.now = Math.max(model.now, dayStart(day));
  model.monthStart = dayStart(parseDay(`${dayText(day).slice(0, 8)}01`));
}

function closeDay(model: DossierModel, ctx: Context): void {
  flush(model, ctx);
  if (model.began === NO_DAY) return;
  const row = model.days.get(model.day) ?? new Array<number>(DAY_SIZE).fill(0);
  model.closed.set(model.day, [...row, 1, 0]);
}

function dropOldDays(model: DossierModel): void {
  const oldest = model.day - WINDOW_DAYS;
  for (const [day, row] of model.days) {
    if (day >= oldest) continue;
    keepHours(model, day, row);
    model.days.delete(day);
  }
  for (const day of model.closed.keys()) if (day < oldest) model.closed.delete(day);
}

/** Closes day after day up to the local day of `now`, each with what was known when it ended. */
export function followDays(model: DossierModel, now: number, ctx: Context): void {
  const last = dayNumber(now);
  if (model.day === NO_DAY) beginDay(model, last);
  while (model.day < last) {
    closeDay(model, ctx);
    // What closes before the window of correction is never shown: after a long silence those days are skipped.
    beginDay(model, Math.max(model.day + 1, last - WINDOW_DAYS - 1));
    dropOldDays(model);
    dropOldHours(model);
    dropOldOffences(model);
    for (const [code, dossier] of model.dossiers) if (dossier.c.length > 0) recount(model, code, dossier, ctx);
    moveClock(model, dayStart(model.day), ctx);
  }
}

/** Brings the figures up to `now` (epoch ms): after it they depend on (events folded, now) and the calendar alone. */
export function settle(model: DossierModel, now: number, ctx: Context): void {
  followDays(model, now, ctx);
  if (now > model.now) model.now = now;
  if (ctx.calendar.version !== model.calendarVersion) {
    model.calendarVersion = ctx.calendar.version;
    for (const [code, dossier] of model.dossiers) {
      if (dossier.q === 1 || (dossier.c.length === 0 && dossier.w === NEVER)) continue;
      dossier.q = 1;
      model.dirty.push(code);
    }
  }
  flush(model, ctx);
  countMonthOnce(model, ctx);
  moveClock(model, now, ctx);
}

/** What an older version kept has no counters of the month: they are counted once. */
function countMonthOnce(model: DossierModel, ctx: Context): void {
  if (model.monthCounted === model.monthStart) return;
  if (model.monthCounted === NONE) for (const [code, dossier] of model.dossiers) recount(model, code, dossier, ctx);
  model.monthCounted = model.monthStart;
}

/**
 * Drops closed dossiers that were last heard of before `before` (epoch ms) and count for nothing any more but closed days,
 * whose figures remain.
 */
export function forget(model: DossierModel, before: number): void {
  const today = dayKey(model.day, 0);
  for (const [code, dossier] of model.dossiers) {
    if (dossier.s === 0 || dossier.f >= before || dossier.q === 1 || dossier.w !== NEVER) continue;
    if (!dossier.c.every((key) => key >= FIRST_DAY_KEY && key < today)) continue;
    model.dossiers.delete(code);
    if (model.offences.size > 0) setOffences(model, code, []);
  }
}
