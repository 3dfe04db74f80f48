// From files to the lines that go over the wire: read, map, complete, order, shift.
import { stat } from 'node:fs/promises';
import { builtIn } from './alerts.ts';
import { completer, daysTo, type FeedEvent, shiftDays, sortByTime, timeOf } from './event.ts';
import { compileMapping, type Mapping, plainMapping } from './mapping.ts';
import { type Format, type ReadSettings, readRecords } from './read.ts';

export type FeedPlan = Readonly<{
  format: Format;
  files: readonly string[];
  /** Text of a JSONata mapping; null: the format's own. */
  map: string | null;
  /** CloudEvents source of every event; null: what the mapping says, else `/feed/FORMAT`. Events that come as such keep theirs. */
  source: string | null;
  zone: string;
  /** Epoch ms; null: the date of each file. */
  written: number | null;
  /** yyyy-mm-dd, or null. */
  shiftTo: string | null;
  inFileOrder: boolean;
}>;

/**
 * One JSON event a line. Files of events stream; all else is read whole, file by file, and comes in order of time, so that
 * "what was known then" grows as it did in life. The shift is the same for all files: the earliest day of all of them counts.
 * Lines of a `cloudevents` file that are no JSON are passed on; unreadable records of other formats are told.
 */
export async function* feedLines(plan: FeedPlan, onUnreadable: (text: string) => void): AsyncGenerator<string> {
  const stream = plan.format === 'cloudevents' && plan.map === null;
  if (stream) {
    const days = plan.shiftTo === null ? 0 : daysTo(plan.shiftTo, await earliestOf(plan));
    for (const file of plan.files) {
      for await (const { value, unreadable } of readRecords('cloudevents', file, await settingsOf(plan, file))) {
        yield unreadable ?? JSON.stringify(days === 0 ? value : shiftAny(value, days));
      }
    }
    return;
  }
  const complete = completer(plan.source, plan.format);
  const events: FeedEvent[] = [];
  for (const file of plan.files) {
    for await (const event of eventsOf(plan, file, await settingsOf(plan, file), onUnreadable))
      events.push(complete(event));
  }
  if (!plan.inFileOrder) sortByTime(events);
  const days = plan.shiftTo === null ? 0 : daysTo(plan.shiftTo, earliest(events));
  for (const event of events) yield JSON.stringify(shiftDays(event, days));
}

function eventsOf(
  plan: FeedPlan,
  file: string,
  settings: ReadSettings,
  onUnreadable: (text: string) => void,
): AsyncIterable<FeedEvent> {
  const own = builtIn(plan.format);
  const mapping: Mapping | null =
    plan.map !== null ? compileMapping(plan.map, settings) : own ? plainMapping(own) : null;
  if (mapping === null) throw new Error(`format ${plan.format} needs a mapping`);
  return mapping(readRecords(plan.format, file, settings), onUnreadable);
}

async function settingsOf(plan: FeedPlan, file: string): Promise<ReadSettings> {
  return { zone: plan.zone, reference: plan.written ?? Math.floor((await stat(file)).mtimeMs) };
}

async function earliestOf(plan: FeedPlan): Promise<number> {
  let first = Number.POSITIVE_INFINITY;
  for (const file of plan.files) {
    for await (const { value } of readRecords('cloudevents', file, await settingsOf(plan, file))) {
      const time = typeof value === 'object' && value !== null ? timeOf(value as FeedEvent) : Number.NaN;
      if (time < first) first = time;
    }
  }
  return first;
}

function earliest(events: readonly FeedEvent[]): number {
  let first = Number.POSITIVE_INFINITY;
  for (const event of events) {
    const time = timeOf(event);
    if (time < first) first = time;
  }
  return first;
}

const shiftAny = (value: unknown, days: number): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? shiftDays(value as FeedEvent, days) : value;
