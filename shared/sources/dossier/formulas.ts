// The on-time rate has several official formulas; each has its name here, and a figure never stands without it (domain.md §3.2).
// Each is linear: of a sum of dossiers it gives the sum of what it gives of each of them.

type Pair = { numerator: number; denominator: number };
type Of<K extends string> = Readonly<Record<K, number>>;

/** F1, OpenCPS: results early or on time / all results. What has no due date counts as on time; hidden late work does not show. */
export const f1 = ({ resolved, late }: Of<'resolved' | 'late'>): Pair => ({
  numerator: resolved - late,
  denominator: resolved,
});

/** F2, Vĩnh Phúc 9/2021: of what was due, finished on or before its due date; unresolved and overdue is a miss. The default. */
export const f2 = ({ due, onTime }: Of<'due' | 'onTime'>): Pair => ({ numerator: onTime, denominator: due });

/**
 * F3, Gia Lai: 100 % − (late in process + late results) / (received + carried over). What was reopened is in neither, so the
 * numerator may fall below zero: see `atLeastNone`.
 */
export function f3(of: Of<'received' | 'carriedOver' | 'overdue' | 'late'>): Pair {
  const denominator = of.received + of.carriedOver;
  return { numerator: denominator - of.overdue - of.late, denominator };
}

export const atLeastNone = ({ numerator, denominator }: Pair): Pair => ({
  numerator: Math.max(0, numerator),
  denominator,
});

/**
 * F4, the stored `XuLyDungHan`: (results early or on time + withdrawn + in process in time + paused) / all of these with the late
 * ones. Withdrawn: of what had been received.
 */
export function f4(of: Of<'resolved' | 'late' | 'withdrawn' | 'open' | 'overdue' | 'paused'>): Pair {
  const denominator = of.resolved + of.withdrawn + of.open + of.paused;
  return { numerator: denominator - of.late - of.overdue, denominator };
}
