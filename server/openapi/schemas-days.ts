// Answers about the days of the log.
import { z } from 'zod';
import { instant } from '../../shared/view-parts.ts';
import { KINDS, MINUTES } from '../history/day-facts.ts';

const whole = z.number().int();
const day = z.string().describe('yyyy-mm-dd, local (UTC+7)');
const perMinute = z.array(whole).length(MINUTES);
const stretch = { from: instant, to: instant };

export const dayAnswers = {
  Days: z.object({
    received: z.tuple([day, day]).nullable().describe('first and last day by receipt; null: an empty log'),
    time: z.tuple([day, day]).nullable().describe("first and last day by the events' own time"),
  }),
  Day: z.object({
    day,
    as: z.enum(['then', 'now']),
    minutes: z.object(Object.fromEntries(KINDS.map((kind) => [kind, perMinute]))),
    total: whole,
    markers: z
      .array(
        z.object({
          at: instant,
          seq: whole,
          type: z.string().describe('alarm.*, wall.*, audit.server_started'),
          subject: z.string().nullable().describe('of the alarm; the id of the wall'),
          occurrence: z.string().nullable(),
          rule: z.string().nullable(),
          priority: z.string().nullable(),
          by: z.string().nullable().describe('name of the person'),
          text: z.string().describe('of the alarm; the name of the wall; the build of the server'),
        }),
      )
      .describe('in the order of the day; of more than 4,000 the most urgent'),
    late: z
      .object({
        count: whole,
        minutes: perMinute.describe('at their own time'),
        list: z
          .array(
            z.object({
              seq: whole,
              type: z.string(),
              subject: z.string().nullable().describe('a dossier by its last four digits'),
              source: z.string(),
              time: instant,
              receivedAt: instant,
              lagMs: whole,
            }),
          )
          .describe('largest lag first, at most 200'),
      })
      .describe('sent, and received more than 60 s after their own time'),
    gaps: z.array(z.object(stretch)).describe('nothing heard of anybody, not even a heartbeat'),
    silences: z
      .array(z.object({ source: z.string(), ...stretch }))
      .describe('nothing heard of a feed that had been heard before, for longer than it may be quiet'),
    outages: z
      .array(z.object({ wall: z.string(), name: z.string(), from: instant, to: instant.nullable() }))
      .describe('walls that were dark'),
    snapshots: z.array(instant).describe('where a replay begins at once'),
  }),
  DayStory: z.object({
    items: z
      .array(
        z.object({
          at: instant,
          seq: whole,
          kind: z.enum(['act', 'escalation', 'scene', 'wall', 'rule', 'server']),
          who: z.string().nullable(),
          occurrence: z.string().nullable(),
          text: z.string().describe('Vietnamese'),
        }),
      )
      .describe('in order, at most 500'),
    more: z.boolean(),
  }),
} as const;
