// The running month on the screens: the figures of the level-4 report, kept up by the fold.
import { isValidAt, type Registry } from '../../registry.ts';
import { dayNumber, dayText } from '../../time.ts';
import { type DossierModel, NO_DAY, NONE } from './model.ts';
import { countsOf, NO_OFFER, offersOf } from './month-counts.ts';
import { type MonthTally, monthTallies, newTally } from './month-keys.ts';
import type { MonthCounts, MonthView } from './view-schema.ts';

/** What is kept between two views of one model, never part of the model. */
export type MonthCache = { key: string; view: MonthView | null };
export const emptyMonthCache = (): MonthCache => ({ key: '', view: null });

function sumOf(tallies: Iterable<MonthTally>): MonthTally {
  const all = newTally();
  for (const { received, level4, procedures } of tallies) {
    all.received += received;
    all.level4 += level4;
    for (const code of procedures) all.procedures.add(code);
  }
  return all;
}

/** At `now`, after `settle`. The same object while nothing of it has changed, and so are its rows. */
export function monthView(model: DossierModel, now: number, registry: Registry, cache: MonthCache): MonthView | null {
  if (model.asOf === null) return null;
  const firstDay = model.monthStart === NONE ? NO_DAY : dayNumber(model.monthStart);
  const heard = model.datedDay.filter((day) => day >= firstDay).length;
  const key = [registry.version, model.day, model.monthRev, model.agencyCodes.length, heard].join('/');
  if (key === cache.key) return cache.view;
  const tallies = monthTallies(model);
  const offers = offersOf(registry, now);
  // Procedures that an older version did not keep cannot be counted: what is not known is not zero.
  const known = (counts: MonthCounts): MonthCounts =>
    model.proceduresSince <= model.monthStart ? counts : { ...counts, used: null };
  const rows: [string, MonthCounts][] = [];
  const coverage = { numerator: 0, denominator: 0 };
  for (const code of new Set([...registry.agencies.keys(), ...model.agencyCodes])) {
    const index = model.agencyIndex.get(code);
    const agency = registry.agencies.get(code);
    const isValid = agency !== undefined && isValidAt(agency, now);
    const isRequired = isValid && (offers.byAgency.size === 0 || offers.byAgency.has(code) || index !== undefined);
    const tally = index === undefined ? undefined : tallies.get(index);
    const hasReported = index !== undefined && (tally !== undefined || (model.datedDay[index] ?? NO_DAY) >= firstDay);
    if (isRequired) coverage.denominator += 1;
    if (isRequired && hasReported) coverage.numerator += 1;
    if (!isRequired && !hasReported) continue;
    const counts = countsOf(
      registry,
      offers.byAgency.get(code) ?? NO_OFFER,
      hasReported ? (tally ?? newTally()) : null,
    );
    rows.push([code, keep(old(cache, code), known(counts))]);
  }
  const all = sumOf(tallies.values());
  const province = countsOf(registry, offers.all, heard > 0 || all.received > 0 ? all : null);
  cache.key = key;
  cache.view = {
    month: dayText(model.day).slice(0, 7),
    province: keep(cache.view?.province, known(province)),
    coverage: keep(cache.view?.coverage, coverage),
    // Not by assignment: a code may be "__proto__".
    byAgency: Object.fromEntries(rows),
  };
  return cache.view;
}

const old = ({ view }: MonthCache, code: string): MonthCounts | undefined =>
  view && Object.hasOwn(view.byAgency, code) ? view.byAgency[code] : undefined;

function keep<T>(before: T | undefined, fresh: T): T {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(fresh) ? before : fresh;
}
