// The rows that lead from one kept place of the log to another, in their order: who has once passed them need not have them
// found and sorted again.
import { isBehind, type Position } from './rows.ts';

/** Behind `from`, by (foldAt, seq). */
export type Path = Readonly<{ from: Position; foldAts: Float64Array; seqs: Float64Array }>;

/** What has been passed since a place, row by row. Numbers alone: an object a row would outlive its row. */
export type Passed = { foldAts: number[]; seqs: number[] };
export const nothingPassed = (): Passed => ({ foldAts: [], seqs: [] });

export function pass(passed: Passed, { foldAt, seq }: Position): void {
  passed.foldAts.push(foldAt);
  passed.seqs.push(seq);
}

/** What of it lies behind a place on the way. */
export function passedBehind({ foldAts, seqs }: Passed, place: Position): Passed {
  const first = firstBehind(foldAts, seqs, place);
  return { foldAts: foldAts.slice(first), seqs: seqs.slice(first) };
}

export const pathOf = (from: Position, { foldAts, seqs }: Passed): Path => ({
  from,
  foldAts: Float64Array.from(foldAts),
  seqs: Float64Array.from(seqs),
});

export const bytesOfPath = ({ foldAts, seqs }: Path): number => foldAts.byteLength + seqs.byteLength;

/** Seqs of its rows behind `after` and up to `until` (epoch ms), in their order; null: it begins only behind `after`. */
export function along({ from, foldAts, seqs }: Path, after: Position, until: number): Float64Array | null {
  if (isBehind(from, after)) return null;
  const first = firstBehind(foldAts, seqs, after);
  const end = firstWhere(seqs.length, (i) => (foldAts[i] ?? 0) > until);
  return seqs.subarray(first, Math.max(first, end));
}

const firstBehind = (foldAts: ArrayLike<number>, seqs: ArrayLike<number>, place: Position): number =>
  firstWhere(seqs.length, (i) => isBehind({ foldAt: foldAts[i] ?? 0, seq: seqs[i] ?? 0 }, place));

/** The first index of `length` from which on `holds` is true, by halving. */
function firstWhere(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
