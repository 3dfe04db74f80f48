// The model: the fold of a log prefix. `step` is the only way in; the same prefix gives the same model on every machine (I4).
import { alarmTypes } from './alarm/events.ts';
import { settleFlood } from './alarm/flood.ts';
import { type Alarms, emptyAlarms, foldAlarm } from './alarm/fold.ts';
import { forgetAlarms } from './alarm/prune.ts';
import { type AlarmSettings, configTypes, emptySettings, foldSettings } from './alarm/settings.ts';
import {
  applyCalendarChange,
  type Calendar,
  type CalendarData,
  calendarChanged,
  createCalendar,
  defaultCalendarData,
} from './calendar.ts';
import type { LogEvent } from './event.ts';
import {
  countFeed,
  emptyFeeds,
  expectFeed,
  type Feeds,
  feedCounted,
  feedTypes,
  hearFeed,
  scheduleFeed,
} from './feeds/model.ts';
import { scheduleTypes } from './feeds/schedule.ts';
import { isSilent, isSubjectSilent } from './feeds/state.ts';
import { monitorTypes } from './monitor/events.ts';
import { emptyMonitor, foldMonitor, type Monitor } from './monitor/fold.ts';
import { emptyRegistry, foldRegistry, type Registry, registryTypes } from './registry.ts';
import type { Context, Source } from './source.ts';
import { type SourceName, sourceNames, sources } from './sources/index.ts';
import { DAY_MS, dayNumber, dayStart } from './time.ts';
import { emptyUsual, KEPT_DAYS, noteQuarter, QUARTER_MS, quarterOf, type Usual } from './usual.ts';

/** Raised whenever the same log would give another view: snapshots of other versions are not read. */
export const FOLD_VERSION = '4';

/** Closed things stay this long after their last event was known, so that what comes late corrects its own day. */
export const KEEP_CLOSED_DAYS = 60;

const NO_DAY = -1;

export type SourceModels = { [N in SourceName]: ReturnType<(typeof sources)[N]['empty']> };

export type Model = {
  /** of the last folded event; 0 before the first */
  seq: number;
  /** instant up to which the model has been folded or settled (epoch ms); never decreases */
  at: number;
  /** local day of the newest event folded: what a new day does depends on the log alone, not on who looked when */
  day: number;
  exercise: boolean;
  registry: Registry;
  calendar: CalendarData;
  feeds: Feeds;
  alarms: Alarms;
  settings: AlarmSettings;
  monitor: Monitor;
  usual: Usual;
  sources: SourceModels;
};

export function emptyModel(exercise: boolean): Model {
  return {
    seq: 0,
    at: 0,
    day: NO_DAY,
    exercise,
    registry: emptyRegistry(),
    calendar: defaultCalendarData,
    feeds: emptyFeeds(),
    alarms: emptyAlarms(),
    settings: emptySettings(),
    monitor: emptyMonitor(),
    usual: emptyUsual(),
    sources: Object.fromEntries(sourceNames.map((name) => [name, sources[name].empty()])) as SourceModels,
  };
}

type AnySource = Source<unknown, unknown>;
const sourceByType = new Map<string, { name: SourceName; source: AnySource }>();
for (const name of sourceNames)
  for (const type of Object.keys(sources[name].types))
    sourceByType.set(type, { name, source: sources[name] as AnySource });

/** Schemas of everything a sender may send, by event type. */
export const sentTypes = {
  ...registryTypes,
  ...feedTypes,
  ...Object.assign({}, ...sourceNames.map((name) => sources[name].types)),
} as Readonly<Record<string, import('zod').ZodType>>;

/** Schemas of what the server itself writes and folds. Other `audit.*` and `config.*` are kept and shown as logged. */
export const writtenTypes = {
  ...alarmTypes,
  ...configTypes,
  ...scheduleTypes,
  ...monitorTypes,
  'feed.counted': feedCounted,
  'calendar.changed': calendarChanged,
} as const;

const calendars = new WeakMap<CalendarData, Calendar>();
function calendarOf(data: CalendarData): Calendar {
  let calendar = calendars.get(data);
  if (!calendar) {
    calendar = createCalendar(data);
    calendars.set(data, calendar);
  }
  return calendar;
}

const contexts = new WeakMap<Model, Context>();

/** What the folds, views and rules of sources may know of the rest of this model. Always current. */
export function contextOf(model: Model): Context {
  let context = contexts.get(model);
  if (!context) {
    context = {
      registry: model.registry,
      get calendar() {
        return calendarOf(model.calendar);
      },
      isFeedSilent: (source) => isSilent(model.feeds, source, model.at, calendarOf(model.calendar)),
      feedHeardAt: (source) => model.feeds.bySource.get(source)?.heardAt ?? null,
    };
    contexts.set(model, context);
  }
  return context;
}

/**
 * Folds one event into the model, which the caller owns. Events must come in the order of (foldAt, seq).
 * Each local day that ends on the way is settled at its midnight first, and each quarter of an hour noted as it began, so
 * that neither depends on when anybody looked.
 */
export function step(model: Model, event: LogEvent): void {
  const day = dayNumber(event.foldAt);
  if (day > model.day && model.day !== NO_DAY) rollDays(model, event.foldAt);
  if (quarterOf(event.foldAt) > model.usual.quarter) settle(model, quarterOf(event.foldAt) * QUARTER_MS);
  if (day > model.day) model.day = day;
  if (event.foldAt > model.at) model.at = event.foldAt;
  const context = contextOf(model);
  const found = sourceByType.get(event.type);
  if (found) {
    const late = found.source.fold(model.sources[found.name], event, context);
    hearFeed(model.feeds, event, late);
  } else foldOwn(model, event);
  if (event.seq > model.seq) model.seq = event.seq;
}

function foldOwn(model: Model, event: LogEvent): void {
  if (event.type in registryTypes) hearFeed(model.feeds, event, foldRegistry(model.registry, event));
  else if (event.type === 'feed.heartbeat') hearFeed(model.feeds, event, false);
  else if (event.type === 'feed.counted') countFeed(model.feeds, event);
  else if (event.type.startsWith('alarm.')) foldAlarm(model.alarms, event);
  else if (event.type in configTypes) foldSettings(model.settings, event);
  else if (event.type in scheduleTypes) scheduleFeed(model.feeds, event);
  else if (event.type in monitorTypes) foldMonitor(model.monitor, event, model.feeds.listeningSince);
  else if (event.type === 'calendar.changed')
    model.calendar = applyCalendarChange(model.calendar, calendarChanged.parse(event.data));
  else if (event.type === 'audit.server_started') model.feeds.listeningSince = event.foldAt;
  else if (event.type === 'config.key_created') {
    for (const source of (event.data as { sources: string[] }).sources)
      if (!source.endsWith('*')) expectFeed(model.feeds, source, event.foldAt);
  }
}

function rollDays(model: Model, until: number): void {
  const last = dayNumber(until);
  // After a long silence only the last midnights matter: nothing closes differently on an empty day.
  for (let day = Math.max(model.day + 1, last - 400); day <= last; day++) settle(model, dayStart(day));
  forget(model, until - KEEP_CLOSED_DAYS * DAY_MS);
}

function forget(model: Model, before: number): void {
  for (const name of sourceNames) (sources[name] as AnySource).forget(model.sources[name], before);
  forgetAlarms(model.alarms, before);
}

/** Brings everything that depends on the clock up to `now` (epoch ms). An instant before `model.at` changes nothing. */
export function settle(model: Model, now: number): void {
  if (now < model.at) return;
  const { usual } = model;
  const last = quarterOf(now);
  if (last > usual.quarter) {
    // Not before the model: what was then nobody can tell any more. What is older than is kept need not be noted.
    const first = Math.max(
      usual.quarter + 1,
      Math.ceil(model.at / QUARTER_MS),
      last - (KEPT_DAYS * DAY_MS) / QUARTER_MS,
    );
    for (let quarter = model.day === NO_DAY ? last + 1 : first; quarter <= last; quarter++) {
      settleTo(model, quarter * QUARTER_MS);
      noteQuarter(usual, quarter, gaugesOf(model, quarter * QUARTER_MS));
    }
    usual.quarter = last;
  }
  settleTo(model, now);
}

function settleTo(model: Model, now: number): void {
  model.at = now;
  settleFlood(model.alarms.flood, now);
  const context = contextOf(model);
  for (const name of sourceNames) (sources[name] as AnySource).settle(model.sources[name], now, context);
}

/** Figures of a subject whose feeds are all silent are not what is usual. */
function gaugesOf(model: Model, now: number): object {
  const context = contextOf(model);
  return Object.assign(
    {},
    ...sourceNames
      .filter((name) => !isSubjectSilent(model.feeds, name, now, context.calendar))
      .map((name) => (sources[name] as AnySource).gauges(model.sources[name], now, context)),
  );
}
