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
  escalatedTo: z.string().nullable().describe('whom it has gone up to, unacknowledged'),
  symptoms: z.number().describe('open alarms that this one explains'),
  chatterUntil: instant.nullable().describe('it comes and goes: collapsed until then'),
  rank: z.number(),
});

export type AlarmRow = z.infer<typeof alarmRow>;

export const alarmsView = z.object({
  unacknowledged: z.object({ P1: z.number(), P2: z.number(), P3: z.number(), P4: z.number() }),
  acknowledged: z.number(),
  shelved: z.number(),
  suppressed: z.number(),
  outOfService: z.number(),
  flood: z
    .object({ since: instant, announced: z.number().describe('in the last ten minutes') })
    .nullable()
    .describe('more alarms than one officer can follow'),
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
  owner: z.string().nullable().describe('display name'),
  ownerId: z.string().nullable().describe('username'),
  ackedBy: z.string().nullable().describe('username: whoever acknowledged may take it back for 30 s'),
  suppressedBy: z.string().nullable().describe('display name of who shelved or suppressed it'),
  suppressedAt: instant.nullable().describe('since when it is shelved, suppressed or out of service'),
  kind: z
    .enum(['pair', 'level', 'notice'])
    .describe('a notice is closed by its disposal, never by acknowledging alone'),
  lastSeenAt: instant,
  ruleName: z.string().describe('as the rule is called now'),
  responsible: z.string().describe('who has to act'),
  respondBy: instant.nullable().describe('until when it should be acknowledged'),
  hornAt: instant.nullable().describe('when it last sounded; silence covers it up to an instant'),
  escalation: z.number().describe('steps it has gone up since it became unacknowledged'),
  ackUntil: instant.nullable().describe('when its acknowledgement ends'),
  heldUntil: instant.nullable().describe('its condition is away, but not for long enough yet'),
  cause: z.string().nullable().describe('occurrence that explains it'),
  latching: z.boolean(),
  recurrenceOf: z.string().nullable(),
});
export type DeskRow = z.infer<typeof deskRow>;

/** The row of one that is closed, for whoever asks for it by its id. */
export const closedRow = deskRow.omit({ state: true }).extend({
  state: z.literal('closed'),
  closedAt: instant,
  closedBy: z.string().nullable().describe('display name; null: it returned by itself'),
  closedCause: z.enum(['ack', 'return', 'reset', 'dispose', 'unshelve', 'expiry', 'suppression_end']),
});
export type ClosedRow = z.infer<typeof closedRow>;
