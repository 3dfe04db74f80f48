// The figures of the dossiers as what they are made from: sums and differences of counters. The view reads them off all
// dossiers together, an explanation off each of them, so that a figure and the list behind it cannot part.
import { f1, f2, f3, f4 } from './formulas.ts';
import { A, C, D, type DossierModel, dayKey } from './model.ts';

/** How often a counter is stood in: of the province (C), of the local day of the model (D). */
export type Tally = Readonly<{ all: (counter: number) => number; day: (counter: number) => number }>;

export const COUNTS = {
  submitted: ({ day }: Tally) => day(D.submitted),
  received: ({ day }: Tally) => day(D.received),
  resolved: ({ day }: Tally) => day(D.resolved),
  late: ({ day }: Tally) => day(D.late),
  rejected: ({ day }: Tally) => day(D.rejected),
  withdrawn: ({ day }: Tally) => day(D.withdrawn),
  'ofReceived.rejected': ({ all }: Tally) => all(C.ofRejected),
  'ofReceived.withdrawn': ({ all }: Tally) => all(C.ofWithdrawn),
  carriedOver: ({ all }: Tally) => all(C.carriedOver),
  reopened: ({ all }: Tally) => all(C.reopened),
  open: ({ all }: Tally) => all(C.open),
  overdue: ({ all }: Tally) => all(C.overdue),
  nearlyDue: ({ all }: Tally) => all(C.nearlyDue),
  paused: ({ all }: Tally) => all(C.paused),
  awaitingReceipt: ({ all }: Tally) => all(C.awaiting),
  'byLevel.2': ({ all }: Tally) => all(C.level + 2),
  'byLevel.3': ({ all }: Tally) => all(C.level + 3),
  'byLevel.4': ({ all }: Tally) => all(C.level + 4),
  'byLevel.unknown': ({ all }: Tally) => all(C.level),
  lateReceipt: ({ all }: Tally) => all(C.lateReceipt),
  rewritten: ({ all }: Tally) => all(C.rewritten),
} as const;

const F2 = ({ all, day }: Tally) => f2({ due: day(D.due) - all(C.dueLater), onTime: day(D.onTime) });

export const RATIOS = {
  online: ({ all, day }: Tally) => ({ numerator: all(C.online), denominator: day(D.received) }),
  onTime: F2,
  'formulas.F1': ({ day }: Tally) => f1({ resolved: day(D.resolved), late: day(D.late) }),
  'formulas.F2': F2,
  'formulas.F3': ({ all, day }: Tally) =>
    f3({
      received: day(D.received),
      carriedOver: all(C.carriedOver),
      overdue: all(C.overdue),
      late: day(D.late),
    }),
  'formulas.F4': ({ all, day }: Tally) =>
    f4({
      resolved: day(D.resolved),
      late: day(D.late),
      withdrawn: all(C.ofWithdrawn),
      open: all(C.open),
      overdue: all(C.overdue),
      paused: all(C.paused),
    }),
  satisfied: ({ all }: Tally) => ({ numerator: all(C.rated) - all(C.unsatisfied), denominator: all(C.rated) }),
} as const;

/** Submitted in a local hour (0…23) of the day. */
export const submittedIn =
  (hour: number) =>
  ({ day }: Tally): number =>
    day(D.hour + hour);

/** The counters of an agency that a row of the view shows. */
export const AGENCY = {
  received: A.received,
  resolved: A.resolved,
  open: A.open,
  overdue: A.overdue,
  level4Month: A.level4,
} as const;

/** Of all dossiers together. */
export function tallyOf(model: DossierModel): Tally {
  const row = model.days.get(model.day);
  return { all: (counter) => model.counts[counter] ?? 0, day: (counter) => row?.[counter] ?? 0 };
}

/** Of one dossier by the counters it stands in (`Dossier.c`), which `read` takes one after another. */
export function tallyOfOne(model: DossierModel): Readonly<{ read: (keys: readonly number[]) => Tally }> {
  let stood: readonly number[] = [];
  const first = dayKey(model.day, 0);
  const times = (key: number): number => {
    let count = 0;
    for (const one of stood) if (one === key) count += 1;
    return count;
  };
  const tally: Tally = { all: times, day: (counter) => times(first + counter) };
  return {
    read: (keys) => {
      stood = keys;
      return tally;
    },
  };
}
