// What should not be done to the dates of a dossier (rule A14): kept by dossier with the seq of the event that did it, so
// that a supervisor's disposal covers what he saw and nothing newer.
import { dayStart } from '../../time.ts';
import type { DossierModel } from './model.ts';

/** Sorts of offence. */
export const O = {
  /** due date changed after it had passed */
  due: 0,
  /** finish date changed after the due date, still late */
  finish: 1,
  /** made punctual: reset of an overdue dossier, or a finish date set back to the due date */
  reset: 2,
  /** rescheduled once more; `ordinal` says for the how manyth time */
  rescheduled: 3,
} as const;

/** [seq, time, agency, sort, ordinal] */
export const OFFENCE = 5;
/** As long as closed dossiers stay. */
const KEPT_DAYS = 60;
/** Of one dossier the newest are kept. */
const MOST_OF_ONE = 16;

/** Those of `all` (ordered by time) that still count on the local day `day`. */
export function offencesSince(all: readonly number[], day: number): number[] {
  const oldest = dayStart(day - KEPT_DAYS);
  let from = Math.max(0, all.length - MOST_OF_ONE * OFFENCE);
  while (from < all.length && (all[from + 1] ?? 0) < oldest) from += OFFENCE;
  return all.slice(from);
}

export function setOffences(model: DossierModel, code: string, fresh: readonly number[]): void {
  const old = model.offences.get(code);
  if (fresh.length === 0 ? old === undefined : old?.length === fresh.length && old.every((n, i) => n === fresh[i]))
    return;
  if (fresh.length === 0) model.offences.delete(code);
  else model.offences.set(code, [...fresh]);
  model.offencesRev += 1;
}

/** Drops what a new local day makes too old. */
export function dropOldOffences(model: DossierModel): void {
  for (const [code, offences] of model.offences) setOffences(model, code, offencesSince(offences, model.day));
}

export type Offence = Readonly<{ seq: number; code: string; sort: number; ordinal: number }>;

/** All offences by the agency that held the dossier (-1: none named), each list by seq. */
export function offencesByAgency(model: DossierModel): Map<number, Offence[]> {
  const byAgency = new Map<number, Offence[]>();
  for (const [code, all] of model.offences) {
    for (let i = 0; i < all.length; i += OFFENCE) {
      const [seq = 0, , agency = -1, sort = 0, ordinal = 0] = all.slice(i, i + OFFENCE);
      const list = byAgency.get(agency);
      if (list) list.push({ seq, code, sort, ordinal });
      else byAgency.set(agency, [{ seq, code, sort, ordinal }]);
    }
  }
  for (const list of byAgency.values()) list.sort((a, b) => a.seq - b.seq);
  return byAgency;
}
