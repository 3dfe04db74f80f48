// The standards' figures as targets (features.md, "The standards' figures"), and a value against its target.
import type { Priority } from '../source.ts';
import { SECOND_MS } from '../time.ts';
import type { KpiFigure, KpiTarget } from './kpi-schema.ts';
import { emptySettings, policyOf } from './settings.ts';

export const TARGETS = {
  perTenMinutes: { atMost: 1 },
  busyPeriods: { below: 0.01 },
  flood: { below: 0.01 },
  topTen: { atMost: 0.05 },
  chattering: { atMost: 0 },
  standing: { below: 5 },
  overdue: { atMost: 0 },
} as const satisfies Record<string, KpiTarget>;

/** 80 / 15 / 5 % low, medium and high, and below 1 % of an optional fourth above them: our P1. */
export const SPLIT: Readonly<Record<Priority, KpiTarget>> = {
  P1: { below: 0.01 },
  P2: { atMost: 0.05 },
  P3: { atMost: 0.15 },
  P4: { atLeast: 0.8 },
};

const usual = policyOf(emptySettings(), undefined, '');

/** The time to respond of a priority where its rule sets none, in seconds. */
export function responseTarget(priority: Priority): KpiTarget | null {
  const ms = usual.responseMs(priority);
  return ms === null ? null : { atMost: ms / SECOND_MS };
}

function misses(value: number, target: KpiTarget): boolean {
  if ('atMost' in target) return value > target.atMost;
  if ('below' in target) return value >= target.below;
  return value < target.atLeast;
}

/** A value against its target. What is not known misses nothing. */
export const figure = (value: number | null, target: KpiTarget | null, of: KpiFigure['of'] = null): KpiFigure => ({
  value,
  of,
  target,
  missed: value !== null && target !== null && misses(value, target),
});

/** A share with what it is made of; of nothing there is none. */
export const share = (numerator: number, denominator: number, target: KpiTarget | null): KpiFigure =>
  figure(denominator === 0 ? null : numerator / denominator, target, { numerator, denominator });

/** The smallest of `values` (ascending) that at least the part `p` of them do not exceed; null: there are none. */
export const percentile = (values: readonly number[], p: number): number | null =>
  values[Math.max(0, Math.ceil(p * values.length) - 1)] ?? null;
