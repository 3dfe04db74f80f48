// Counters of the running month by agency. Their keys are negative, beside those of the day and the province in `Dossier.c`.
import * as H from './history.ts';
import { type DossierModel, NONE } from './model.ts';
import type { Standing } from './standing.ts';

/** Kinds of counters of an agency; from `procedure` on, one for each procedure of its online dossiers. */
const M = { received: 0, submitted: 1, level4: 2, procedure: 3 } as const;
const SIZE = 2 ** 21;

/** `agency` -1: dossiers of which no agency is known. */
const keyOf = (agency: number, counter: number): number => -1 - ((agency + 1) * SIZE + counter);

/** K1, K13, K14 of the month: adds to `keys` where a dossier that is not deleted counts. */
export function countMonth({ monthStart }: DossierModel, s: Standing, keys: number[]): void {
  if (s.received !== NONE && s.received >= monthStart) {
    keys.push(keyOf(s.agency, M.received));
    if (s.level === 4) keys.push(keyOf(s.agency, M.level4));
  }
  if (s.submitted !== NONE && s.submitted >= monthStart) {
    keys.push(keyOf(s.agency, M.submitted));
    if (s.channel === H.ONLINE && s.procedure >= 0) keys.push(keyOf(s.agency, M.procedure + s.procedure));
  }
}

export function addToMonth(model: DossierModel, key: number, amount: 1 | -1): void {
  const count = (model.month.get(key) ?? 0) + amount;
  if (count === 0) model.month.delete(key);
  else model.month.set(key, count);
  model.monthRev += 1;
}

/** What was counted of an agency; `procedures` as they came. */
export type MonthTally = { received: number; level4: number; procedures: Set<string> };
export const newTally = (): MonthTally => ({ received: 0, level4: 0, procedures: new Set() });

/** By agency, -1 where none is known. Whoever stands in it has a dossier of the month. */
export function monthTallies(model: DossierModel): Map<number, MonthTally> {
  const tallies = new Map<number, MonthTally>();
  for (const [key, count] of model.month) {
    const place = -1 - key;
    const agency = Math.floor(place / SIZE) - 1;
    const counter = place % SIZE;
    const tally = tallies.get(agency) ?? newTally();
    tallies.set(agency, tally);
    if (counter === M.received) tally.received = count;
    else if (counter === M.level4) tally.level4 = count;
    else if (counter >= M.procedure) tally.procedures.add(model.procedureCodes[counter - M.procedure] ?? '');
  }
  return tallies;
}
