// What a screen may know of the alarms (interfaces.md §4).
import { z } from 'zod';
import { instant } from '../view-parts.ts';

export const priority = z.enum(['P1', 'P2', 'P3', 'P4']);
export const alarmState = z.enum([
  'active_unack',
  'active_ack',
  'rtn_unack',
  'rtn_latched',
  'shelved',
  'suppressed',
  'out_of_service',
]);
export type AlarmState = z.infer<typeof alarmState>;

export const alarmRow = z.object({
  version: z.number(),
  rule: z.string(),
  subject: z.string(),
  priority,
  state: alarmState,
  raisedAt: instant,
  count: z.number(),
  text: z.string(),
  by: z.string().nullable().describe('who acknowledged: display name or role'),
  rank: z.number(),
});

export const alarmsView = z.object({
  unacknowledged: z.object({ P1: z.number(), P2: z.number(), P3: z.number(), P4: z.number() }),
  acknowledged: z.number(),
  shelved: z.number(),
  suppressed: z.number(),
  outOfService: z.number(),
  top: z.record(z.string(), alarmRow),
});
export type AlarmsView = z.infer<typeof alarmsView>;

/** The row a desk holds: everything about one open occurrence. */
export const deskRow = alarmRow.omit({ rank: true }).extend({
  occurrence: z.string(),
  agency: z.string().nullable(),
  returnedAt: instant.nullable(),
  ackedAt: instant.nullable(),
  note: z.string().nullable(),
  shelvedUntil: instant.nullable(),
  owner: z.string().nullable(),
  lastSeenAt: instant,
});
export type DeskRow = z.infer<typeof deskRow>;
