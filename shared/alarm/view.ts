// What screens may know of the alarms: counts over all open ones, the fifty that matter most, and the rows of a desk.
import { instantText } from '../time.ts';
import type { Alarms } from './fold.ts';
import { type Occurrence, shownPriority, stateOf } from './occurrence.ts';
import { countOf, type Ranking, rankingOf, refresh } from './ranking.ts';
import type { AlarmPolicy } from './settings.ts';
import { orNull, respondBy } from './timers.ts';
import type { AlarmRow, AlarmsView, ClosedRow, DeskRow } from './view-schema.ts';
import { type Watch, watchAlarms } from './watch.ts';

/** Rows on a wall at most. */
export const TOP = 50;

type Cache = { ranking: Ranking; view: AlarmsView | null };
const caches = new WeakMap<Alarms, Cache>();

/** The wall's view of the alarms. Depends on the model alone; what did not change since the last call is the same object. */
export function alarmsView(alarms: Alarms, _now: number): AlarmsView {
  let cache = caches.get(alarms);
  if (!cache) {
    cache = { ranking: rankingOf(alarms), view: null };
    caches.set(alarms, cache);
  }
  const changed = refresh(cache.ranking, alarms);
  const old = cache.view;
  const flood = floodOf(alarms, old?.flood ?? null);
  if (old && !changed && flood === old.flood) return old;
  const top = topRows(alarms, cache.ranking, old?.top ?? {});
  const counts = countOf(cache.ranking);
  const unacknowledged =
    old && same(old.unacknowledged, counts.unacknowledged) ? old.unacknowledged : counts.unacknowledged;
  const view: AlarmsView = { ...counts, unacknowledged, flood, top };
  cache.view = old && same(old, view) ? old : view;
  return cache.view;
}

function floodOf({ flood }: Alarms, old: AlarmsView['flood']): AlarmsView['flood'] {
  if (flood.since === null) return null;
  const row = { since: instantText(flood.since), announced: flood.total };
  return old && same(old, row) ? old : row;
}

function topRows(alarms: Alarms, ranking: Ranking, old: AlarmsView['top']): AlarmsView['top'] {
  const top: AlarmsView['top'] = {};
  const length = Math.min(TOP, ranking.order.length);
  for (let index = 0; index < length; index++) {
    const o = ranking.order[index]?.o;
    if (!o) continue;
    const row = wallRow(alarms, o, index + 1);
    const before = old[o.occurrence];
    top[o.occurrence] = before && same(before, row) ? before : row;
  }
  return same(old, top) ? old : top;
}

/** Shallow equality of two plain objects with the same kind of keys. */
function same<T extends object>(a: T, b: T): boolean {
  const keys = Object.keys(a) as (keyof T)[];
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

function baseRow(o: Occurrence) {
  return {
    version: o.version,
    rule: o.rule,
    subject: o.subject,
    priority: shownPriority(o),
    raisedAt: instantText(o.raisedAt),
    count: o.count,
    text: o.text,
    by: o.ackedName,
  };
}

function openState(o: Occurrence): AlarmRow['state'] {
  const state = stateOf(o);
  if (state === 'closed') throw new Error(`occurrence ${o.occurrence} is closed`);
  return state;
}

const wallRow = (alarms: Alarms, o: Occurrence, rank: number): AlarmRow => ({
  ...baseRow(o),
  state: openState(o),
  escalatedTo: o.escalatedTo,
  symptoms: alarms.symptoms.get(o.occurrence) ?? 0,
  chatterUntil: orNull(o.chatterUntil),
  rank,
});

/** What a row needs beside its occurrence. */
export type RowContext = Readonly<{ alarms: Alarms; policyOf: (rule: string) => AlarmPolicy }>;

function detail(o: Occurrence, { alarms, policyOf }: RowContext) {
  const policy = policyOf(o.rule);
  return {
    ruleName: policy.name,
    responsible: policy.owner,
    respondBy: orNull(respondBy(o, policy)),
    hornAt: orNull(o.hornAt),
    escalation: o.escalation,
    escalatedTo: o.escalatedTo,
    ackUntil: orNull(o.ackUntil),
    chatterUntil: orNull(o.chatterUntil),
    heldUntil: orNull(o.heldUntil),
    cause: o.causeId,
    symptoms: alarms.symptoms.get(o.occurrence) ?? 0,
    latching: o.latching,
    recurrenceOf: o.recurrenceOf,
    occurrence: o.occurrence,
    agency: o.agency,
    returnedAt: orNull(o.returnedAt),
    ackedAt: orNull(o.ackedAt),
    note: o.note,
    shelvedUntil: orNull(o.shelveUntil),
    owner: o.ownerName,
    ownerId: o.owner,
    ackedBy: o.ackedBy,
    suppressedBy: o.suppName,
    suppressedAt: orNull(o.suppAt),
    kind: o.kind,
    lastSeenAt: instantText(o.lastSeenAt),
  };
}

/** Everything a desk holds about one open occurrence. Throws for a closed one. */
export const deskRow = (o: Occurrence, context: RowContext): DeskRow => ({
  ...baseRow(o),
  state: openState(o),
  ...detail(o, context),
});

/** All open occurrences for a desk, in the order of rank. From the first call on, `drainChanged` tells what changed. */
export const openRows = (context: RowContext): DeskRow[] =>
  openOccurrences(context.alarms).map((o) => deskRow(o, context));

/** All open occurrences in the order of rank, as they are in the model: to look at, not to change. */
export function openOccurrences(alarms: Alarms): readonly Occurrence[] {
  deskWatch(alarms);
  alarmsView(alarms, 0);
  return caches.get(alarms)?.ranking.order.map(({ o }) => o) ?? [];
}

/** One that has closed within the time it is kept; undefined otherwise. */
export function closedRow(context: RowContext, occurrence: string): ClosedRow | undefined {
  const o = context.alarms.closed.get(occurrence);
  if (!o || o.closedAt === null || o.closedCause === null) return undefined;
  return {
    ...baseRow(o),
    ...detail(o, context),
    state: 'closed',
    closedAt: instantText(o.closedAt),
    closedBy: o.closedName,
    closedCause: o.closedCause,
  };
}

const deskWatches = new WeakMap<Alarms, Watch>();

function deskWatch(alarms: Alarms): Watch {
  let watch = deskWatches.get(alarms);
  if (!watch) {
    watch = watchAlarms(alarms);
    deskWatches.set(alarms, watch);
  }
  return watch;
}

/**
 * Ids of the occurrences changed since the last call, each once; those that are not in `alarms.open` any more are to be
 * removed. For the one caller that sends `alarms.delta`. Beside the model: it changes neither view nor hash.
 */
export const drainChanged = (alarms: Alarms): ReadonlySet<string> => deskWatch(alarms).take();
