// Mappings in JSONata: a small file says what somebody else's records mean as events. docs/mappings has worked examples.
import jsonata from 'jsonata';
import { instantText } from '../../shared/time.ts';
import type { FeedEvent } from './event.ts';
import { contentId } from './ids.ts';
import { nearestBefore, readInstant } from './instant.ts';
import type { FileRecord, ReadSettings } from './read.ts';
import { severityOf, worst } from './severity.ts';
import { parseSyslog } from './syslog.ts';

export type Mapping = (
  records: AsyncIterable<FileRecord>,
  onUnreadable: (text: string) => void,
) => AsyncIterable<FeedEvent>;

/** Turns a record into events without JSONata: the mappings that are built in. */
export const plainMapping = (map: (record: unknown) => readonly FeedEvent[]): Mapping =>
  async function* (records, onUnreadable) {
    for await (const record of records) {
      if (record.unreadable === undefined) yield* map(record.value);
      else onUnreadable(record.unreadable);
    }
  };

/**
 * Compiles a mapping. `$` is one record; when the file begins with a comment `group: FIELD` the array of all records that have the
 * same FIELD, in the file's order; with `group: *` all records. It yields an event, an array of events, or nothing.
 * Functions: `$instant(text, pattern?, zone?)` → RFC 3339 or nothing, `$id(a, b, …)` → a stable id, `$severity(scale, value)`,
 * `$logTime(line)` → the time a syslog line carries, `$clip(text, n)`, `$written()` → when the file was written.
 * Throws on a mapping that does not compile; while it runs, on a record that it fails on or an event without `type`.
 */
export function compileMapping(text: string, settings: ReadSettings): Mapping {
  const group = /^\uFEFF?\s*\/\*\s*group:\s*(.+?)\s*\*\//.exec(text)?.[1] ?? null;
  const expression = jsonata(text);
  const asText = (instant: number): string | undefined => (Number.isNaN(instant) ? undefined : instantText(instant));
  expression.registerFunction('instant', (value: unknown, pattern?: string, zone?: string) =>
    asText(readInstant(value, pattern, zone ?? settings.zone)),
  );
  expression.registerFunction('id', (...parts: unknown[]) => contentId(...parts));
  expression.registerFunction('severity', (scale: string, value: unknown) =>
    Array.isArray(value) ? worst(value.map((each) => severityOf(scale, each))) : severityOf(scale, value),
  );
  expression.registerFunction('logTime', (line: unknown) => asText(timeOfLine(line, settings)));
  expression.registerFunction('clip', (value: unknown, length = 256) =>
    typeof value === 'string' ? value.slice(0, length) : undefined,
  );
  expression.registerFunction('written', () => instantText(settings.reference));

  const evaluate = async (input: unknown, where: string): Promise<FeedEvent[]> => {
    let result: unknown;
    try {
      result = await expression.evaluate(input);
    } catch (error) {
      throw new Error(`the mapping fails on ${where}: ${messageOf(error)}`);
    }
    const found: unknown[] = result === undefined || result === null ? [] : [result].flat(Number.POSITIVE_INFINITY);
    return found.map((event) => {
      if (isEvent(event)) return event;
      throw new Error(`the mapping gives no event for ${where}: ${JSON.stringify(event)?.slice(0, 120)}`);
    });
  };

  return async function* (records, onUnreadable) {
    const groups = new Map<unknown, unknown[]>();
    let number = 0;
    for await (const record of records) {
      number += 1;
      if (record.unreadable !== undefined) onUnreadable(record.unreadable);
      else if (group === null) yield* await evaluate(record.value, `record ${number}`);
      else {
        const key = group === '*' ? '' : fieldOf(record.value, group);
        const members = groups.get(key);
        if (members) members.push(record.value);
        else groups.set(key, [record.value]);
      }
    }
    for (const [key, members] of groups) yield* await evaluate(members, `group ${String(key)}`);
  };
}

const isEvent = (value: unknown): value is FeedEvent =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;

function timeOfLine(line: unknown, settings: ReadSettings): number {
  const time = typeof line === 'string' ? parseSyslog(Buffer.from(line, 'utf8'))?.time : undefined;
  if (time === undefined || time === null) return Number.NaN;
  return typeof time === 'string' ? readInstant(time) : nearestBefore(time, settings.zone, settings.reference);
}

/** jsonata throws plain objects, not errors. */
function messageOf(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  return String(message);
}
