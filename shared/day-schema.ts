// What is told of the days of the log (GET /api/days): the strip under a replay, its story, its proof, and links into it.
import { z } from 'zod';
import { KINDS, type Kind, MINUTES } from './day.ts';
import { mismatch } from './monitor/events.ts';
import { instant } from './view-parts.ts';

const whole = z.number().int();
const day = z.string().describe('yyyy-mm-dd, local (UTC+7)');
const perMinute = z.array(whole).length(MINUTES);
const stretch = { from: instant, to: instant };

export const knownDays = z.object({
  received: z.tuple([day, day]).readonly().nullable().describe('first and last day by receipt; null: an empty log'),
  time: z.tuple([day, day]).readonly().nullable().describe("first and last day by the events' own time"),
});
export type KnownDays = z.infer<typeof knownDays>;

const truth = z.enum(['then', 'now']);

export const dayStrip = z.object({
  day,
  as: truth,
  minutes: z.object(Object.fromEntries(KINDS.map((kind) => [kind, perMinute])) as Record<Kind, typeof perMinute>),
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
  gaps: z
    .array(z.object(stretch))
    .describe('nothing heard of anybody, not even a heartbeat: no data, which is not "no events"'),
  silences: z
    .array(z.object({ source: z.string(), ...stretch }))
    .describe('nothing heard of a feed that had been heard before, for longer than it may be quiet'),
  outages: z
    .array(z.object({ wall: z.string(), name: z.string(), from: instant, to: instant.nullable() }))
    .describe('walls that were dark; `to` null: still'),
  snapshots: z.array(instant).describe('where the database keeps a model: there a replay begins at once'),
});
export type DayStrip = z.infer<typeof dayStrip>;

export const dayStory = z.object({
  items: z
    .array(
      z.object({
        at: instant,
        seq: whole,
        kind: z.enum(['act', 'escalation', 'scene', 'wall', 'rule', 'server']),
        who: z.string().nullable().describe('as it was logged; null: the monitor itself'),
        occurrence: z.string().nullable(),
        text: z.string().describe('Vietnamese'),
      }),
    )
    .describe('in order, at most 500'),
  more: z.boolean().describe('there are later ones'),
});
export type DayStory = z.infer<typeof dayStory>;

export const dayProof = z.object({
  day,
  checkedAt: instant.nullable().describe('null: not verified yet'),
  compared: whole,
  mismatches: whole,
  first: mismatch.nullable(),
  fingerprints: whole.describe('stored so far'),
});
export type DayProof = z.infer<typeof dayProof>;

export const link = z.object({
  seq: whole,
  at: instant,
  as: truth,
  hash: z.string(),
  foldVersion: z.string(),
  path: z.string().describe('address of the moment in the player'),
});
export type Link = z.infer<typeof link>;
