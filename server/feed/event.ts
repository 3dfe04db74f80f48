// An event on its way out: what a mapping yields, completed to a CloudEvent, put in order of time, shifted by whole days.
import { DAY_MS, dayNumber, dayText, instantText, parseDay, parseInstant } from '../../shared/time.ts';
import { contentId, occurrences } from './ids.ts';

/** A CloudEvent as JSON; what a mapping leaves out (`specversion`, `id`, `source`) is filled in. Nothing is checked here: the door judges. */
export type FeedEvent = Readonly<Record<string, unknown>>;

/** Epoch ms of the event's `time`; NaN where it has none that counts. */
export const timeOf = (event: FeedEvent): number =>
  typeof event.time === 'string' ? parseInstant(event.time) : Number.NaN;

/**
 * Gives events what CloudEvents demands: `specversion`, `source` (`forced`, else the mapping's, else the format's), `id` (from the
 * content unless the mapping names one).
 */
export function completer(forced: string | null, format: string): (event: FeedEvent) => FeedEvent {
  const again = occurrences();
  return (event) => {
    const named: FeedEvent = {
      specversion: '1.0',
      source: `/feed/${format}`,
      ...event,
      ...(forced === null ? {} : { source: forced }),
    };
    if (typeof event.id === 'string' && event.id !== '') return named;
    const { id: _, ...rest } = named;
    const base = contentId(rest);
    const count = again(base);
    return { ...named, id: count === 0 ? base : `${base}/${count}` };
  };
}

/** Sorts by time, keeping the order of equals; an event without time stays behind the one it followed. Changes the array. */
export function sortByTime(events: FeedEvent[]): FeedEvent[] {
  let last = Number.NEGATIVE_INFINITY;
  const keyed = events.map((event) => {
    const time = timeOf(event);
    if (!Number.isNaN(time)) last = time;
    return { event, key: last };
  });
  keyed.sort((a, b) => (a.key === b.key ? 0 : a.key - b.key));
  keyed.forEach(({ event }, index) => {
    events[index] = event;
  });
  return events;
}

const INSTANTS = new Set([
  ...['receiveBy', 'dueAt', 'finishedAt', 'previousFinishedAt', 'newDueAt', 'submittedAt', 'receivedAt'],
  ...['startsAt', 'endsAt', 'detectedAt', 'day', 'validFrom', 'validTo'],
]);

/** Moves `time` and the instants and days inside `data` by whole days; the id says so, since a shifted copy is another event. */
export function shiftDays(event: FeedEvent, days: number): FeedEvent {
  if (days === 0) return event;
  const shifted: Record<string, unknown> = { ...event };
  if (typeof event.time === 'string') shifted.time = shiftText(event.time, days);
  if (typeof event.id === 'string') shifted.id = `${event.id}/${days > 0 ? '+' : ''}${days}d`;
  const data = event.data;
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) {
    shifted.data = Object.fromEntries(
      Object.entries(data).map(([key, value]) => [
        key,
        INSTANTS.has(key) && typeof value === 'string' ? shiftText(value, days) : value,
      ]),
    );
  }
  return shifted;
}

/** How many days bring the earliest local day (UTC+7) of these instants to `date` (yyyy-mm-dd). */
export function daysTo(date: string, earliest: number): number {
  return Number.isFinite(earliest) ? parseDay(date) - dayNumber(earliest) : 0;
}

function shiftText(text: string, days: number): string {
  const day = parseDay(text);
  if (!Number.isNaN(day)) return dayText(day + days);
  const instant = parseInstant(text);
  return Number.isNaN(instant) ? text : instantText(instant + days * DAY_MS);
}
