// The alarm.* events as the server logs them: what rules, timers and people did to an occurrence. `subject` of each is the
// occurrence id. Each event is one input of the transition table; nothing in it is optional, what is unknown is null.
import { z } from 'zod';
import type { NewEvent } from '../event.ts';
import { instant } from '../view-parts.ts';
import { deskRow, priority } from './view-schema.ts';

/** `source` of every alarm event. A command's event has the command's id, so that the log itself refuses it twice. */
export const ALARM_SOURCE = '/ioc/alarms';

export const ACTIONS = [
  'ack',
  'unack',
  'shelve',
  'unshelve',
  'reset',
  'dispose',
  'assign',
  'comment',
  'suppress',
  'unsuppress',
  'out_of_service',
  'in_service',
] as const;
export type Action = (typeof ACTIONS)[number];

const text = z.string().max(1024);
const kind = z.enum(['pair', 'level', 'notice']);
const role = z.enum(['wall', 'operator', 'supervisor', 'admin']);
export type Role = z.infer<typeof role>;

/** Who did it, over which command, at which version they had seen, and the version that came of it. */
const person = {
  by: z.string(),
  byName: z.string(),
  role,
  commandId: z.string(),
  seen: z.number().int().describe('version the person saw'),
  version: z.number().int().describe('version afterwards: the answer to the command'),
  reason: text.nullable(),
};
/** As `person`, but all null where a timer or a rule did it. */
const personOrSystem = {
  by: z.string().nullable(),
  byName: z.string().nullable(),
  role: role.nullable(),
  commandId: z.string().nullable(),
  seen: z.number().int().nullable(),
  version: z.number().int(),
  reason: text.nullable(),
};
const seenNow = { rule: z.string(), subject: z.string(), priority, count: z.number().int(), text };

/** A refusal exactly as it was answered, so that the same command gets the same answer after a restart. */
export const refusalAnswer = z.object({
  ok: z.literal(false),
  status: z.number().int(),
  code: z.string(),
  message: z.string(),
  where: z.string().optional(),
  by: z.string().optional(),
  at: z.string().optional(),
  current: deskRow.optional(),
});
export type RefusalAnswer = z.infer<typeof refusalAnswer>;

export const alarmTypes = {
  /** A new occurrence; or, on an open one that had returned, its condition is true again. */
  'alarm.raised': z.object({
    ...seenNow,
    kind,
    latching: z.boolean(),
    agency: z.string().nullable(),
    recurrenceOf: z.string().nullable(),
    again: z.boolean().describe('true: the occurrence was open and had returned'),
    cause: z.string().nullable().default(null).describe('occurrence that explains it: raised suppressed by design'),
  }),
  /** Still true: its count (absolute), a lower priority, or its text changed. At most one a second and occurrence. */
  'alarm.repeated': z.object(seenNow),
  /** Still true and worse than what was shown or acknowledged. `broke`: it came out of a shelf or suppression by this. */
  'alarm.rose': z.object({
    ...seenNow,
    from: priority,
    broke: z
      .object({ supp: z.enum(['SHELVED', 'DESIGN']), by: z.string().nullable(), until: instant.nullable() })
      .nullable(),
  }),
  /** `heldUntil`: away, but within its off-delay or chattering, so that it stands on until then. null: it has returned. */
  'alarm.returned': z.object({ rule: z.string(), subject: z.string(), heldUntil: instant.nullable().default(null) }),
  /** `until`: when the acknowledgement ends by itself if the condition is still true. */
  'alarm.acknowledged': z.object({ ...person, until: instant.nullable().default(null) }),
  'alarm.unacknowledged': z.object({ ...personOrSystem, how: z.enum(['manual', 'expiry']).default('manual') }),
  /** Nobody acknowledged in time. Each step sounds again. `to`: whom it is shown to; null: a reminder after the last step. */
  'alarm.escalated': z.object({ step: z.number().int(), to: z.string().nullable() }),
  /**
   * The horn of a room is still for everything that alarmed up to `upTo`, or for one `occurrence` of it until the next P1.
   * Subject: the room. Never an acknowledgement.
   */
  'alarm.silenced': z.object({
    by: z.string(),
    byName: z.string(),
    role,
    upTo: instant,
    occurrence: z.string().nullable().default(null),
  }),
  'alarm.shelved': z.object({ ...person, until: instant }),
  'alarm.unshelved': z.object({ ...personOrSystem, how: z.enum(['manual', 'expiry']) }),
  'alarm.suppressed': z.object({
    ...personOrSystem,
    mode: z.enum(['design', 'out_of_service']),
    on: z.boolean(),
    cause: z.string().nullable().describe('occurrence that explains this one'),
  }),
  'alarm.assigned': z.object({ ...person, assignee: z.string(), assigneeName: z.string() }),
  'alarm.commented': z.object({ ...person, reason: text }),
  'alarm.disposed': z.object({ ...person, reason: text }),
  'alarm.reset': z.object(person),
  /** Written beside the event that closed it, in the same batch: a record for readers. The fold has closed by then. */
  'alarm.closed': z.object({
    cause: z.enum(['ack', 'return', 'reset', 'dispose', 'unshelve', 'expiry', 'suppression_end']),
    by: z.string().nullable(),
    byName: z.string().nullable(),
    version: z.number().int(),
  }),
  'alarm.refused': z.object({
    by: z.string(),
    byName: z.string(),
    role,
    commandId: z.string(),
    action: z.enum(ACTIONS),
    seen: z.number().int(),
    reason: text.nullable(),
    answer: refusalAnswer,
    uncounted: z
      .number()
      .int()
      .default(0)
      .describe('refusals of this person before it that were too many to be logged'),
  }),
} as const;

export type AlarmType = keyof typeof alarmTypes;
export type AlarmData = { [T in AlarmType]: z.infer<(typeof alarmTypes)[T]> };
/** Type and data that belong together. */
export type AlarmEvent = { [T in AlarmType]: Readonly<{ type: T; data: AlarmData[T] }> }[AlarmType];

export const isAlarmType = (type: string): type is AlarmType => Object.hasOwn(alarmTypes, type);

/** The event as it goes to the hub. `time` is the hub's now. */
export function alarmEvent(
  at: Readonly<{ id: string; occurrence: string; time: number; agency: string | null }>,
  event: AlarmEvent,
): NewEvent {
  return {
    id: at.id,
    source: ALARM_SOURCE,
    type: event.type,
    subject: at.occurrence,
    agency: at.agency,
    time: at.time,
    data: event.data,
  };
}
