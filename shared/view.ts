// The view: everything a wall may know, a few kilobytes whatever the load. Names are fixed by interfaces.md §4.
import { z } from 'zod';
import { alarmsView } from './alarm/view-schema.ts';
import { quietReason } from './feeds/schedule.ts';
import { conferenceView } from './sources/conference/view-schema.ts';
import { dossierView } from './sources/dossier/view-schema.ts';
import { securityView } from './sources/security/view-schema.ts';
import { usualView } from './usual.ts';
import { instant } from './view-parts.ts';

export const feedRow = z.object({
  state: z.enum(['live', 'late', 'silent', 'unknown']),
  lastAt: instant.nullable(),
  expectedEverySec: z
    .number()
    .nullable()
    .describe('from the feed’s own heartbeats; null: the minutes of rule A01 apply'),
  accepted: z.number().describe('today'),
  duplicates: z.number().describe('today'),
  quarantined: z.number().describe('today'),
  late: z.number().describe('today'),
  backlog: z.number().nullable(),
  quiet: z
    .object({
      reason: quietReason,
      note: z.string().nullable().describe('what was announced'),
      until: instant.nullable().describe('when it is expected again'),
    })
    .nullable()
    .describe('late or silent as its schedule allows: no alarm, and what it knows still stands'),
  subjects: z.array(z.enum(['dossier', 'conference', 'security'])).describe('what it has brought so far'),
});
export type FeedRow = z.infer<typeof feedRow>;

export const viewSchema = z.object({
  day: z.string(),
  exercise: z.boolean(),
  quality: z.object({ balance: z.boolean().nullable().describe('null: no dossier was ever seen') }),
  dossier: dossierView,
  conference: conferenceView,
  security: securityView,
  alarms: alarmsView,
  feeds: z.record(z.string(), feedRow),
  usual: usualView,
});
export type View = z.infer<typeof viewSchema>;
