// A command that is not carried out: what the person is told, and what the log says of it.
import { instantText } from '../time.ts';
import type { Actor, Command, Decision } from './command.ts';
import { alarmEvent, type RefusalAnswer } from './events.ts';
import type { Occurrence } from './occurrence.ts';
import { blame, REFUSAL_MESSAGE, REFUSAL_STATUS, type RefusalCode } from './refusals.ts';
import { deskRow, type RowContext } from './view.ts';

export type Refused = Readonly<{
  command: Command;
  actor: Actor;
  now: number;
  reason: string | null;
  code: RefusalCode;
  where: string | undefined;
  rows: RowContext;
}>;

/** The refusal as it is answered and logged; `o`: the alarm as it stands, where there is one. */
export function refused(
  { command, actor, now, reason, code, where, rows }: Refused,
  o: Occurrence | undefined,
): Decision {
  const named = o ? blame(code, o) : null;
  const when = named?.at ? instantText(named.at) : null;
  const answer: RefusalAnswer = {
    ok: false,
    status: REFUSAL_STATUS[code],
    code,
    message: REFUSAL_MESSAGE[code](named?.by ?? '', when === null ? '' : clockText(when)),
    ...(where === undefined ? {} : { where }),
    ...(named === null ? {} : { by: named.by }),
    ...(when === null ? {} : { at: when }),
    ...(o?.open ? { current: deskRow(o, rows) } : {}),
  };
  const data = {
    by: actor.username,
    byName: actor.name,
    role: actor.role,
    commandId: command.id,
    action: command.action,
    seen: command.version,
    reason,
    answer,
    uncounted: 0,
  };
  const at = { id: command.id, occurrence: command.occurrence, time: now, agency: o?.agency ?? null };
  return { ...answer, code, events: [alarmEvent(at, { type: 'alarm.refused', data })] };
}

/** `10:17:30 21/11/2026` of an instant text. */
const clockText = (at: string): string => `${at.slice(11, 19)} ${at.slice(8, 10)}/${at.slice(5, 7)}/${at.slice(0, 4)}`;
