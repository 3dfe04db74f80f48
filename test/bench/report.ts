// One JSON line a figure, both sides printed.
import { cpus } from 'node:os';

/** Each thing is measured so often, in turn with what it is compared to; the median counts. */
export const RUNS = Number(process.env.BENCH_RUNS ?? 5);

export type Figure = Readonly<{
  bench: string;
  figure: string;
  ours: number;
  other: number;
  /** of both sides */
  unit: string;
  /** ours ÷ other must be at least or at most this */
  bound: Readonly<{ atLeast: number } | { atMost: number }> | null;
}>;

const machine = `${cpus().length} x ${cpus()[0]?.model.trim() ?? '?'}, node ${process.versions.node}`;
const round = (value: number): number => Number(value.toPrecision(4));

/** Prints a figure and returns whether it holds. */
export function report({ bench, figure, ours, other, unit, bound }: Figure, database: string): boolean {
  const ratio = ours / other;
  const holds = bound === null ? null : 'atLeast' in bound ? ratio >= bound.atLeast : ratio <= bound.atMost;
  const line = {
    bench,
    figure,
    ratio: round(ratio),
    ours: round(ours),
    other: round(other),
    unit,
    bound,
    holds,
    machine,
    database,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  return holds !== false;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2
    ? (sorted[Math.floor(middle)] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** The value below which `share` (0…1) of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
