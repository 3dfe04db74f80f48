// What a screen may know of the dossiers, read off the counters. Nothing is computed from single dossiers here.
import type { Context } from '../../source.ts';
import { dayText, HOUR_MS, instantText, localHour } from '../../time.ts';
import { type AgencyCache, agencyRows, emptyAgencyCache } from './agencies.ts';
import { COUNTS, RATIOS, submittedIn, tallyOf } from './figures.ts';
import { atLeastNone } from './formulas.ts';
import { D, DAY_SIZE, type DossierModel } from './model.ts';
import { emptyMonthCache, type MonthCache, monthView } from './month-view.ts';
import { QUARTER_MS } from './settle.ts';
import type { DossierView } from './view-schema.ts';

type Corrected = DossierView['corrected'];
type Cache = { agencies: AgencyCache; month: MonthCache; last: DossierView | null };

/** Beside the model, not in it: lost at a restart without harm. */
const caches = new WeakMap<DossierModel, Cache>();

/** The old value where the new one is equal (JSON-like, small), so that unchanged parts keep their reference. */
function keep<T>(old: T | undefined, fresh: T): T {
  if (old === undefined || old === fresh) return fresh;
  return JSON.stringify(old) === JSON.stringify(fresh) ? old : fresh;
}

/** The view at `now`, after `settle(model, now)`; the local day is that of `now`. */
export function view(model: DossierModel, now: number, ctx: Context): DossierView {
  let cache = caches.get(model);
  if (!cache) {
    cache = { agencies: emptyAgencyCache(), month: emptyMonthCache(), last: null };
    caches.set(model, cache);
  }
  const { rows, coverage } = agencyRows(model, ctx.registry, cache.agencies);
  const last = cache.last ?? undefined;
  const fresh = model.asOf === null ? unknown(rows) : known(model, model.asOf, now, rows, coverage);
  const kept: DossierView = {
    ...fresh,
    ofReceived: keep(last?.ofReceived, fresh.ofReceived),
    online: keep(last?.online, fresh.online),
    onTime: keep(last?.onTime, fresh.onTime),
    formulas: keep(last?.formulas, fresh.formulas),
    byLevel: keep(last?.byLevel, fresh.byLevel),
    hourly: keep(last?.hourly, fresh.hourly),
    duration: keep(last?.duration, fresh.duration),
    coverage: keep(last?.coverage, fresh.coverage),
    satisfied: keep(last?.satisfied, fresh.satisfied),
    month: monthView(model, now, ctx.registry, cache.month),
    corrected: keep(last?.corrected, fresh.corrected),
  };
  cache.last = kept;
  return kept;
}

function unknown(byAgency: DossierView['byAgency']): DossierView {
  return {
    asOf: null,
    submitted: null,
    received: null,
    resolved: null,
    late: null,
    rejected: null,
    withdrawn: null,
    ofReceived: { rejected: null, withdrawn: null },
    carriedOver: null,
    reopened: null,
    open: null,
    overdue: null,
    nearlyDue: null,
    paused: null,
    awaitingReceipt: null,
    online: null,
    onTime: null,
    formulas: { F1: null, F2: null, F3: null, F4: null },
    byLevel: { '2': null, '3': null, '4': null, unknown: null },
    byAgency,
    hourly: new Array<null>(24).fill(null),
    lateReceipt: null,
    duration: null,
    coverage: null,
    satisfied: null,
    rewritten: null,
    month: null,
    corrected: {},
  };
}

function known(
  model: DossierModel,
  asOf: number,
  now: number,
  byAgency: DossierView['byAgency'],
  coverage: DossierView['coverage'],
): DossierView {
  const all = tallyOf(model);
  const count = (name: keyof typeof COUNTS): number => COUNTS[name](all);
  const hour = localHour(now);
  return {
    asOf: instantText(asOf),
    ...balanceFigures(model),
    submitted: count('submitted'),
    late: count('late'),
    rejected: count('rejected'),
    withdrawn: count('withdrawn'),
    overdue: count('overdue'),
    nearlyDue: count('nearlyDue'),
    awaitingReceipt: count('awaitingReceipt'),
    online: RATIOS.online(all),
    onTime: { formula: 'F2', ...RATIOS.onTime(all) },
    formulas: {
      F1: RATIOS['formulas.F1'](all),
      F2: RATIOS['formulas.F2'](all),
      F3: atLeastNone(RATIOS['formulas.F3'](all)),
      F4: RATIOS['formulas.F4'](all),
    },
    byLevel: {
      '2': count('byLevel.2'),
      '3': count('byLevel.3'),
      '4': count('byLevel.4'),
      unknown: count('byLevel.unknown'),
    },
    byAgency,
    hourly: Array.from({ length: 24 }, (_, i) => (i <= hour ? submittedIn(i)(all) : null)),
    lateReceipt: count('lateReceipt'),
    duration: durationOf(model),
    coverage,
    satisfied: RATIOS.satisfied(all),
    rewritten: count('rewritten'),
    month: null,
    corrected: correctedOf(model),
  };
}

/** K11: mean to two decimals, p90 by nearest rank over quarter hours; null when nothing was resolved today. */
function durationOf(model: DossierModel): DossierView['duration'] {
  const quarters = [...model.quarters].sort(([a], [b]) => a - b);
  const count = quarters.reduce((sum, [, n]) => sum + n, 0);
  if (count === 0) return null;
  let rank = Math.ceil(0.9 * count);
  let p90 = 0;
  for (const [quarter, n] of quarters) {
    p90 = quarter;
    rank -= n;
    if (rank <= 0) break;
  }
  return {
    count,
    meanHours: Math.round(model.workMs / count / (HOUR_MS / 100)) / 100,
    p90Hours: (p90 * QUARTER_MS) / HOUR_MS,
  };
}

const figures = (row: readonly number[] | undefined): Corrected[string]['now'] => {
  const of = (counter: number): number => row?.[counter] ?? 0;
  return {
    submitted: of(D.submitted),
    received: of(D.received),
    resolved: of(D.resolved),
    late: of(D.late),
    rejected: of(D.rejected),
    withdrawn: of(D.withdrawn),
    onTime: { numerator: of(D.onTime), denominator: of(D.due) },
  };
};

function correctedOf(model: DossierModel): Corrected {
  const corrected: Corrected = {};
  for (const [day, closed] of model.closed) {
    const version = closed[DAY_SIZE] ?? 1;
    if (version > 1) corrected[dayText(day)] = { version, first: figures(closed), now: figures(model.days.get(day)) };
  }
  return corrected;
}

type Balance<N> = Readonly<{
  received: N;
  carriedOver: N;
  reopened: N;
  resolved: N;
  ofReceived: Readonly<{ rejected: N; withdrawn: N }>;
  open: N;
  paused: N;
}>;

/** What the balance is made of, of the day of the model. */
export function balanceFigures(model: DossierModel): Balance<number> {
  const all = tallyOf(model);
  return {
    received: COUNTS.received(all),
    carriedOver: COUNTS.carriedOver(all),
    reopened: COUNTS.reopened(all),
    resolved: COUNTS.resolved(all),
    ofReceived: { rejected: COUNTS['ofReceived.rejected'](all), withdrawn: COUNTS['ofReceived.withdrawn'](all) },
    open: COUNTS.open(all),
    paused: COUNTS.paused(all),
  };
}

/**
 * Both sides of the balance of interfaces.md §4: came = received + carriedOver + reopened, which must be
 * resolved + ofReceived.rejected + ofReceived.withdrawn + open + paused. null while a figure is unknown.
 */
export function balanceSides(of: Balance<number | null>): { came: number; is: number } | null {
  const sum = (figures: (number | null)[]): number | null =>
    figures.reduce((total, n) => (total === null || n === null ? null : total + n), 0);
  const came = sum([of.received, of.carriedOver, of.reopened]);
  const is = sum([of.resolved, of.ofReceived.rejected, of.ofReceived.withdrawn, of.open, of.paused]);
  return came === null || is === null ? null : { came, is };
}

/** Does it hold over the published numbers? null while no dossier was ever seen. */
export function balanceHolds(view: DossierView): boolean | null {
  const sides = balanceSides(view);
  return sides && sides.came === sides.is;
}

/** What is compared with what is usual. */
export function gauges(model: DossierModel): Record<'received' | 'resolved' | 'onTime', number | null> {
  if (model.asOf === null) return { received: null, resolved: null, onTime: null };
  const all = tallyOf(model);
  return {
    received: COUNTS.received(all),
    resolved: COUNTS.resolved(all),
    onTime: RATIOS.onTime(all).numerator,
  };
}
