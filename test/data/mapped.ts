// Real files through a mapping, and sums to compare with.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type FeedPlan, feedLines } from '../../server/feed/lines.ts';
import { pathOf } from './files.ts';

type Text = 'severity' | 'category' | 'asset' | 'sourceIp' | 'signature' | 'channel' | 'dueAt';
type Data = { status?: number } & Partial<Record<Text, string>>;
export type Event = {
  id: string;
  source: string;
  type: string;
  time: string;
  subject: string;
  agency?: string;
  data: Data;
};

/** The events that `npm run feed` would send, after what must hold of all: ids differ, times are instants, in order. */
export async function events(
  format: FeedPlan['format'],
  files: string | string[],
  map?: string,
  more: Partial<FeedPlan> = {},
): Promise<Event[]> {
  const text =
    map === undefined ? null : readFileSync(join(import.meta.dirname, '../../docs/mappings', `${map}.jsonata`), 'utf8');
  const plan: FeedPlan = {
    ...{ format, files: [files].flat().map(pathOf), map: text, source: null, zone: '+07:00' },
    ...{ written: Date.parse('2026-11-22T00:00:00Z'), shiftTo: null, inFileOrder: false, ...more },
  };
  const found: Event[] = [];
  for await (const line of feedLines(plan, (bad) => expect.fail(`unreadable: ${bad}`))) found.push(JSON.parse(line));
  expect(new Set(found.map(({ id, source }) => `${source} ${id}`)).size).toBe(found.length);
  const times = found.map(({ time }) => Date.parse(time));
  expect(times.every((time) => !Number.isNaN(time))).toBe(true);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  return found;
}

/** How many of each type, status or severity. */
export function tally(list: readonly Event[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type, data } of list) {
    const key =
      data?.status === undefined
        ? data?.severity === undefined
          ? type
          : `${type} ${data.severity}`
        : `${type} ${data.status}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** Sums of the raw file by key. */
export function count<T>(items: readonly T[], keyOf: (item: T) => string | null | undefined): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) {
    const key = keyOf(item);
    if (key !== null && key !== undefined) counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
