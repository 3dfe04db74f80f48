// An operator's command: judged in the order of interfaces.md §5, against the row as it is, and answered once for good.
import { z } from 'zod';
import type { NewEvent } from '../event.ts';
import { HOUR_MS, instantText, parseInstant } from '../time.ts';
import { actOf, applyEvent } from './apply.ts';
import { ACTIONS, type Action, type AlarmEvent, alarmEvent, type RefusalAnswer, type Role } from './events.ts';
import { type Alarms, disposedSeq, find, openOf } from './fold.ts';
import type { Input } from './inputs.ts';
import { UNDO_MS } from './machine.ts';
import { type Occurrence, shownPriority } from './occurrence.ts';
import type { RefusalCode } from './refusals.ts';
import { refused } from './refuse-command.ts';
import type { AlarmPolicy } from './settings.ts';
import { orNull } from './timers.ts';
import { refusalOf } from './transition.ts';

export type { Role } from './events.ts';

/** NUL and lone surrogates cannot be stored. */
const plainText = z.string().refine((text) => !/\0|\p{Surrogate}/u.test(text), 'NUL or lone surrogate');

export const commandSchema = z.object({
  id: z.guid().toLowerCase().describe('the same id again gets the first answer and has no second effect'),
  occurrence: plainText.min(1).max(128),
  version: z.number().int().min(0).describe('the version the person saw'),
  action: z.enum(ACTIONS),
  reason: plainText.max(1000).nullish(),
  until: z.string().max(40).nullish().describe('end of a shelf, RFC 3339 with offset'),
  assignee: plainText.max(128).nullish().describe('username'),
});
export type Command = z.infer<typeof commandSchema>;

/** Who acts, as the server knows it from the session; never from the command (I9). */
export type Actor = Readonly<{ username: string; name: string; role: Role }>;

export type Decision =
  | Readonly<{ ok: true; version: number; events: NewEvent[] }>
  | Readonly<Omit<RefusalAnswer, 'code'> & { code: RefusalCode; events: NewEvent[] }>;

/** A shelf ends with the shift at the latest, or within the hour where the shift has less left (features.md 3#24). */
export const SHELVE_LEAST_CAP_MS = HOUR_MS;
export const REASON_MIN = 5;

/** What a command is judged by beside the alarm itself. */
export type DeskRules = Readonly<{
  /** Settings of the alarm's class. */
  policyOf: (rule: string) => AlarmPolicy;
  /** End of the running shift (epoch ms). */
  shiftEnd: number;
  /** Display name of a username, null for one that nobody has. */
  nameOf: (username: string) => string | null;
}>;

const RANK: Readonly<Record<Role, number>> = { wall: 0, operator: 1, supervisor: 2, admin: 3 };

/** The least role for each action. Another's acknowledgement is taken back by a supervisor, see `neededRole`. */
export const ACTION_ROLE: Readonly<Record<Action, Role>> = {
  ack: 'operator',
  unack: 'operator',
  shelve: 'operator',
  unshelve: 'operator',
  dispose: 'operator',
  assign: 'operator',
  comment: 'operator',
  reset: 'supervisor',
  suppress: 'supervisor',
  unsuppress: 'supervisor',
  out_of_service: 'supervisor',
  in_service: 'supervisor',
};

const INPUT: Readonly<Record<Action, Input>> = {
  ack: 'ack',
  unack: 'unack',
  shelve: 'shelve',
  unshelve: 'unshelve',
  dispose: 'dispose',
  assign: 'assign',
  comment: 'comment',
  reset: 'reset',
  suppress: 'suppress',
  unsuppress: 'unsuppress',
  out_of_service: 'outOfService',
  in_service: 'inService',
};

const REASON_ACTIONS: ReadonlySet<Action> = new Set(['shelve', 'suppress', 'out_of_service', 'dispose', 'comment']);

/**
 * What becomes of a command at `now` (epoch ms). The events are to be appended in one batch; the answer is given once they
 * are committed, and no further command on the same occurrence or with the same id is decided before they are folded.
 * A refusal is logged too (`alarm.refused` in `events`); an answer that is given again has no events.
 */
export function decide(
  alarms: Alarms,
  command: Command,
  actor: Actor,
  now: number,
  newId: () => string,
  desk: DeskRules,
): Decision {
  const first = alarms.answers.get(command.id)?.answer;
  if (first) return { ...first, events: [] } as Decision;
  const reason = command.reason?.normalize('NFC').trim() || null;
  const refuse = (code: RefusalCode, o?: Occurrence, where?: string): Decision =>
    refused({ command, actor, now, reason, code, where, rows: { alarms, policyOf: desk.policyOf } }, o);

  const o = find(alarms, command.occurrence);
  if (!o) return refuse('NOT_FOUND');
  const own = isOwnFreshUnack(o, command, actor, now);
  if (RANK[actor.role] < RANK[neededRole(o, command, actor, own)]) return refuse('FORBIDDEN');

  const person = {
    by: actor.username,
    byName: actor.name,
    role: actor.role,
    commandId: command.id,
    seen: command.version,
    version: 0,
    reason,
  };
  const until = command.until ? parseInstant(command.until) : Number.NaN;
  const assignee = command.assignee?.normalize('NFC').trim() || null;
  const assigneeName = assignee === null ? null : desk.nameOf(assignee);
  const ackEndsMs = desk.policyOf(o.rule).ackEndsMs(shownPriority(o));
  const ackUntil = ackEndsMs === null ? null : now + ackEndsMs;
  const event = eventOf(command.action, person, { until, assignee, assigneeName, ackUntil });
  const holder = openOf(alarms, o.rule, o.subject);
  const ctx = {
    at: now,
    keyFree: holder === undefined || holder === o,
    disposedSeq: disposedSeq(alarms, o.rule, o.subject),
  };
  const cell = refusalOf(o, INPUT[command.action], actOf(event, ctx));
  if (cell !== null) return refuse(cell, o);
  if (command.version !== o.version) return refuse('STALE_VERSION', o);

  if (
    (REASON_ACTIONS.has(command.action) || (command.action === 'unack' && !own)) &&
    [...(reason ?? '')].length < REASON_MIN
  )
    return refuse('REASON_REQUIRED', undefined, 'reason');
  if (command.action === 'shelve') {
    if (shownPriority(o) === 'P1') return refuse('NOT_SHELVABLE');
    if (!(until > now)) return refuse('UNTIL_REQUIRED', undefined, 'until');
    if (until > Math.max(now + SHELVE_LEAST_CAP_MS, desk.shiftEnd)) return refuse('UNTIL_TOO_LATE', undefined, 'until');
  }
  if (command.action === 'assign' && assigneeName === null) return refuse('ASSIGNEE_REQUIRED', undefined, 'assignee');

  const draft = { ...o };
  applyEvent(draft, event, ctx);
  const at = { id: command.id, occurrence: o.occurrence, time: now, agency: o.agency };
  const done = { ...event, data: { ...event.data, version: draft.version } } as AlarmEvent;
  const events = [alarmEvent(at, done)];
  if (o.open && !draft.open && draft.closedCause !== null) {
    const { closedCause: cause, closedBy: by, closedName: byName, version } = draft;
    events.push(alarmEvent({ ...at, id: newId() }, { type: 'alarm.closed', data: { cause, by, byName, version } }));
  }
  return { ok: true, version: draft.version, events };
}

type PersonData = {
  by: string;
  byName: string;
  role: Role;
  commandId: string;
  seen: number;
  version: number;
  reason: string | null;
};
type Extra = { until: number; assignee: string | null; assigneeName: string | null; ackUntil: number | null };

function eventOf(action: Action, person: PersonData, extra: Extra): AlarmEvent & { data: PersonData } {
  const reason = person.reason ?? '';
  switch (action) {
    case 'ack':
      return { type: 'alarm.acknowledged', data: { ...person, until: orNull(extra.ackUntil) } };
    case 'unack':
      return { type: 'alarm.unacknowledged', data: { ...person, how: 'manual' } };
    case 'shelve':
      return {
        type: 'alarm.shelved',
        data: { ...person, until: Number.isNaN(extra.until) ? '' : instantText(extra.until) },
      };
    case 'unshelve':
      return { type: 'alarm.unshelved', data: { ...person, how: 'manual' } };
    case 'reset':
      return { type: 'alarm.reset', data: person };
    case 'dispose':
      return { type: 'alarm.disposed', data: { ...person, reason } };
    case 'comment':
      return { type: 'alarm.commented', data: { ...person, reason } };
    case 'assign': {
      const assignee = extra.assignee ?? '';
      return { type: 'alarm.assigned', data: { ...person, assignee, assigneeName: extra.assigneeName ?? assignee } };
    }
    case 'suppress':
    case 'unsuppress':
      return { type: 'alarm.suppressed', data: { ...person, mode: 'design', on: action === 'suppress', cause: null } };
    case 'out_of_service':
    case 'in_service':
      return {
        type: 'alarm.suppressed',
        data: { ...person, mode: 'out_of_service', on: action === 'out_of_service', cause: null },
      };
  }
}

/** A person may take their own last act back for 30 s without a reason and without asking. */
function isOwnFreshUnack(o: Occurrence, command: Command, actor: Actor, now: number): boolean {
  if (command.action !== 'unack') return false;
  const [by, at] = o.open ? [o.ackedBy, o.ackedAt] : [o.undo?.by ?? null, o.undo?.at ?? null];
  return by === actor.username && at !== null && now - at <= UNDO_MS;
}

function neededRole(o: Occurrence, command: Command, actor: Actor, ownFresh: boolean): Role {
  if (command.action !== 'unack' || o.ack === 'UNACK' || ownFresh) return ACTION_ROLE[command.action];
  // One's own act on what has closed meanwhile: that it is closed says more than a missing right.
  return !o.open && o.ackedBy === actor.username ? 'operator' : 'supervisor';
}
