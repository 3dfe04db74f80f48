// What was known when a day began: who had been heard, which walls were dark, and the alarms that stood.
import type { Pool } from 'pg';
import type { Occurrence } from '../../shared/alarm/occurrence.ts';
import { shownPriority } from '../../shared/alarm/occurrence.ts';
import { type Calendar, createCalendar } from '../../shared/calendar.ts';
import type { Feed } from '../../shared/feeds/model.ts';
import { ruleOf } from '../../shared/judge.ts';
import { foldUpTo, newestBase, seqReceivedBy } from '../fold.ts';
import { refuseBefore } from './pruned.ts';

export type AlarmFacts = Readonly<{ rule: string; subject: string; priority: string; text: string }>;

export type Before = Readonly<{
  /** of the last event before the day */
  seq: number;
  calendar: Calendar;
  feeds: ReadonlyMap<string, Pick<Feed, 'heardAt' | 'expectedEverySec' | 'subjects'>>;
  /** `silentFrom`: epoch ms; null: it was beating */
  walls: ReadonlyMap<string, Readonly<{ name: string; silentFrom: number | null }>>;
  /** by occurrence, closed ones as far as they are kept */
  alarms: ReadonlyMap<string, AlarmFacts>;
}>;

const factsOf = (o: Occurrence): AlarmFacts => ({
  rule: o.rule,
  subject: o.subject,
  priority: shownPriority(o),
  text: o.text,
});

/** As known then, just before `from` (epoch ms). Throws HistoryRefusal where the log has been pruned. */
export async function beforeDay(pool: Pool, from: number): Promise<Before> {
  refuseBefore(await newestBase(pool), from);
  const seq = await seqReceivedBy(pool, from - 1);
  const { model } = await foldUpTo(pool, seq);
  const { feeds, monitor, alarms } = model;
  const known = [...alarms.closed.values(), ...alarms.open.values()];
  return {
    seq,
    calendar: createCalendar(model.calendar),
    feeds: new Map(
      Array.from(feeds.bySource, ([source, { heardAt, expectedEverySec, subjects }]) => [
        source,
        { heardAt, expectedEverySec, subjects },
      ]),
    ),
    walls: new Map(Array.from(monitor.walls, ([wall, { name, silentFrom }]) => [wall, { name, silentFrom }])),
    alarms: new Map(known.map((o) => [o.occurrence, factsOf(o)])),
  };
}

/** What is known of each occurrence, filled on as events of the day come by. */
export function alarmsFrom(before: Before): {
  take: (type: string, occurrence: string | null, data: Readonly<Record<string, unknown>>) => AlarmFacts | null;
} {
  const all = new Map(before.alarms);
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    take(type, occurrence, data) {
      if (occurrence === null) return null;
      if (type === 'alarm.raised' || type === 'alarm.rose')
        all.set(occurrence, {
          rule: text(data.rule),
          subject: text(data.subject),
          priority: text(data.priority),
          text: text(data.text),
        });
      return all.get(occurrence) ?? null;
    },
  };
}

/** The name a rule has by itself; its id where it is not known. */
export const ruleName = (id: string): string => ruleOf(id)?.name ?? id;
