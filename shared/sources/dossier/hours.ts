// How many dossiers each hour of the last six weeks brought: what is normal for an hour of a day like this one.
import type { Calendar } from '../../calendar.ts';
import { D, type DossierModel, WINDOW_DAYS } from './model.ts';

/** So many days are kept: four days of the same weekday are among them even when two were holidays. */
export const HOURS_KEPT_DAYS = 42;

/** A day that leaves the window of correction leaves its hours behind. Before its row is dropped. */
export function keepHours(model: DossierModel, day: number, row: readonly number[]): void {
  model.submittedByHour.set(day, row.slice(D.hour, D.hour + 24));
}

export function dropOldHours({ submittedByHour, day }: DossierModel): void {
  for (const kept of submittedByHour.keys()) if (kept < day - HOURS_KEPT_DAYS) submittedByHour.delete(kept);
}

/**
 * Submitted on a local day, by the hour (24 numbers from `offset` on); null where it is not known: the day on which this
 * monitor began and those before it, and a day without any, because no data is not zero.
 */
function hoursOf(model: DossierModel, day: number): { row: readonly number[]; offset: number } | null {
  if (day <= model.began) return null;
  const isInWindow = day >= model.day - WINDOW_DAYS;
  const row = isInWindow ? model.days.get(day) : model.submittedByHour.get(day);
  if (!row) return null;
  const offset = isInWindow ? D.hour : 0;
  for (let hour = 0; hour < 24; hour++) if ((row[offset + hour] ?? 0) > 0) return { row, offset };
  return null;
}

/** Submitted in an hour of a local day; null where the day is not known. */
export function submittedIn(model: DossierModel, day: number, hour: number): number | null {
  const known = hoursOf(model, day);
  return known && (known.row[known.offset + hour] ?? 0);
}

/** The same hour on the `count` last known days before `day` that `isLike` holds for, of the last `within` days. */
export function sameHour(
  model: DossierModel,
  { day, hour, within, count }: Readonly<{ day: number; hour: number; within: number; count: number }>,
  isLike: (day: number) => boolean,
): number[] {
  const found: number[] = [];
  for (let back = 1; back <= within && found.length < count; back++) {
    if (!isLike(day - back)) continue;
    const submitted = submittedIn(model, day - back, hour);
    if (submitted !== null) found.push(submitted);
  }
  return found;
}

/** Worked like this day, or not. */
export const likeDay =
  (calendar: Calendar, day: number) =>
  (other: number): boolean =>
    calendar.isWorkingDay(other) === calendar.isWorkingDay(day);
