// What a screen may know of security. Parts that did not change are the same objects as last time.
import { dayNumber, instantText, MINUTE_MS } from '../../time.ts';
import { isClosed, REPORT_WITHIN_MS, type SecurityModel } from './model.ts';
import { MINUTES_SHOWN } from './settle.ts';
import type { SecurityView } from './view-schema.ts';

/** Names beyond this many come together under `OTHER`: a sender that invents categories must not swell the view. */
const CATEGORIES_SHOWN = 100;
const OTHER = 'khac';

type Memo = { key: string; declaredRev: number; view: SecurityView };
const memos = new WeakMap<SecurityModel, Memo>();

const UNKNOWN = { low: null, medium: null, high: null, critical: null };

/** Same keys, same values; parts of parts have been kept before they are compared. */
function same(a: object, b: object): boolean {
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && left[key] === right[key])
  );
}

const keep = <T extends object>(a: T | undefined, b: T): T => (a !== undefined && same(a, b) ? a : b);

const keepList = (a: SecurityView['lastHour'] | undefined, b: SecurityView['lastHour']): SecurityView['lastHour'] =>
  a?.every((count, index) => count === b[index]) ? a : b;

const bySeverity = ([low, medium, high, critical]: readonly [number, number, number, number]) => ({
  low,
  medium,
  high,
  critical,
});

/** What a category of today is called in the view: its own name, or `OTHER` beyond the hundred most frequent. */
export function categoryShown(model: SecurityModel, today: number): (category: number) => string {
  const counts = model.days.get(today)?.category ?? [];
  const named: [category: number, name: string, count: number][] = [];
  for (const [index, { name }] of model.categories.entries()) {
    const count = counts[index] ?? 0;
    if (count > 0) named.push([index, name, count]);
  }
  const nameOf = (category: number): string => model.categories[category]?.name ?? OTHER;
  if (named.length <= CATEGORIES_SHOWN) return nameOf;
  named.sort(([, a, m], [, b, n]) => n - m || (a < b ? -1 : 1));
  const shown = new Set(named.slice(0, CATEGORIES_SHOWN - 1).map(([index]) => index));
  return (category) => (shown.has(category) ? nameOf(category) : OTHER);
}

function byCategory(model: SecurityModel, today: number): SecurityView['byCategory'] {
  const nameOf = categoryShown(model, today);
  const shown = new Map<string, number>();
  for (const [index, count] of (model.days.get(today)?.category ?? []).entries()) {
    if (count > 0) shown.set(nameOf(index), (shown.get(nameOf(index)) ?? 0) + count);
  }
  return Object.fromEntries(shown);
}

function lastHour(model: SecurityModel, now: number): (number | null)[] {
  const running = Math.floor(now / MINUTE_MS);
  const first = model.firstAt === null ? Number.MAX_SAFE_INTEGER : Math.floor(model.firstAt / MINUTE_MS);
  return Array.from({ length: MINUTES_SHOWN }, (_, index) => {
    const minute = running - MINUTES_SHOWN + 1 + index;
    return minute < first ? null : (model.minutes.get(minute) ?? 0);
  });
}

/** Alerts of the last hour together; null while not all of it is known. */
export function alertsOfLastHour(model: SecurityModel, now: number): number | null {
  return lastHour(model, now).reduce(
    (sum, count) => (sum === null || count === null ? null : sum + count),
    0 as number | null,
  );
}

function incidentsOf(model: SecurityModel): SecurityView['incidents'] {
  const open = [...model.incidents].filter(([, incident]) => !isClosed(incident));
  return Object.fromEntries(
    open.map(([id, { severity, category, system, systemLevel, detectedAt, beyondCapacity }]) => [
      id,
      {
        severity,
        category,
        system,
        systemLevel,
        detectedAt: instantText(detectedAt),
        reportDueAt: instantText(detectedAt + REPORT_WITHIN_MS),
        beyondCapacity,
      },
    ]),
  );
}

const linksOf = (model: SecurityModel): SecurityView['links'] =>
  Object.fromEntries(
    [...model.links].map(([id, { state, since, pending }]) => [id, { state, since: instantText(since), pending }]),
  );

/** Everything kept that says the same, down to the single incident. */
function keepEntries<T extends object>(a: Record<string, T> | undefined, b: Record<string, T>): Record<string, T> {
  if (a === undefined) return b;
  for (const [key, value] of Object.entries(b)) if (Object.hasOwn(a, key)) b[key] = keep(a[key], value);
  return keep(a, b);
}

/** The view at `now`, after settle. Numbers are null until the first event of this source: unknown is not zero. */
export function viewSecurity(model: SecurityModel, now: number): SecurityView {
  const today = dayNumber(now);
  const key = `${model.rev} ${Math.floor(now / MINUTE_MS)}`;
  const memo = memos.get(model);
  if (memo?.key === key) return memo.view;
  const last = memo?.view;
  const declared = memo?.declaredRev === model.declaredRev ? memo.view : null;
  const unknown = model.asOf === null;
  const view: SecurityView = {
    asOf: model.asOf === null ? null : instantText(model.asOf),
    today: keep(last?.today, unknown ? UNKNOWN : bySeverity(model.days.get(today)?.severity ?? [0, 0, 0, 0])),
    open: keep(last?.open, unknown ? UNKNOWN : bySeverity(model.open)),
    openIncidents: null,
    byCategory: keep(last?.byCategory, byCategory(model, today)),
    lastHour: keepList(last?.lastHour, lastHour(model, now)),
    incidents: declared?.incidents ?? keepEntries(last?.incidents, incidentsOf(model)),
    links: declared?.links ?? keepEntries(last?.links, linksOf(model)),
  };
  if (!unknown) view.openIncidents = Object.keys(view.incidents).length;
  const kept = keep(last, view);
  memos.set(model, { key, declaredRev: model.declaredRev, view: kept });
  return kept;
}
