// An event in one line of Vietnamese, for a list of what happened to something. Free text of a source is not repeated: a
// person may have been named in it.
import { historyText } from '../alarm/history-words.ts';
import type { LogEvent } from '../event.ts';
import { tellConference } from '../sources/conference/tell.ts';
import { tellDossier } from '../sources/dossier/tell.ts';
import { tellSecurity } from '../sources/security/tell.ts';
import { instantText } from '../time.ts';

/** How each type of a source is told; what has no schema any more is told by its name. */
export type Tell<Types extends Readonly<Record<string, unknown>>> = Readonly<{
  [T in keyof Types]: (data: Readonly<Record<string, unknown>>) => string;
}>;

const WORDS: Readonly<Record<string, (data: Readonly<Record<string, unknown>>) => string>> = {
  ...tellDossier,
  ...tellConference,
  ...tellSecurity,
};

const OTHER: Readonly<Record<string, string>> = {
  'agency.registered': 'Đăng ký đơn vị',
  'procedure.registered': 'Đăng ký thủ tục',
  'feed.heartbeat': 'Nhịp của nguồn',
};

export function tell(event: LogEvent): string {
  const { type, seq, receivedAt } = event;
  const data = (event.data ?? {}) as Readonly<Record<string, unknown>>;
  if (type.startsWith('alarm.')) return historyText({ seq, at: instantText(receivedAt), type, data });
  return WORDS[type]?.(data) ?? OTHER[type] ?? type;
}
