// What a person can do with an alarm, as data: one row an action. A new action is a row here, and its place is found.
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { needsAck } from './alarm-store.ts';
import { words } from './words.ts';

export type DeskAction = Readonly<{
  /** As in interfaces.md §5. */
  action: string;
  label: string;
  /** A letter, shown on the button. */
  key: string;
  permission: string;
  /** Offered for this row? The server judges again. */
  offered: (row: DeskRow) => boolean;
  /** Does the person write something first? */
  note: (row: DeskRow) => 'none' | 'optional' | 'required';
  title: string;
  noteLabel: string;
  /** One-key reasons. */
  quick: readonly string[];
}>;

/** P1 and P2 are asked for a note; a note is never forced on an acknowledgement. */
export const wantsNote = (row: DeskRow): boolean => row.priority === 'P1' || row.priority === 'P2';

export const ACTIONS: readonly DeskAction[] = [
  {
    action: 'ack',
    label: 'Xác nhận',
    key: 'a',
    permission: 'alarms.act',
    offered: needsAck,
    note: (row) => (wantsNote(row) ? 'optional' : 'none'),
    title: words.form.ackTitle,
    noteLabel: words.form.ackNote,
    quick: words.quickReasons,
  },
  {
    action: 'comment',
    label: 'Ghi chú',
    key: 'c',
    permission: 'alarms.act',
    offered: () => true,
    note: () => 'required',
    title: words.form.commentTitle,
    noteLabel: words.form.commentNote,
    quick: [],
  },
  {
    action: 'dispose',
    label: 'Kết thúc xử lý',
    key: 'd',
    permission: 'alarms.act',
    // A notice's source never says that it is over: a person does.
    offered: (row) => row.kind === 'notice' && (row.state === 'active_unack' || row.state === 'active_ack'),
    note: () => 'required',
    title: words.form.disposeTitle,
    noteLabel: words.form.disposeNote,
    quick: words.quickDisposals,
  },
  {
    action: 'reset',
    label: 'Đặt lại',
    key: 'r',
    permission: 'alarms.reset',
    offered: (row) => row.state === 'rtn_latched',
    note: () => 'none',
    title: '',
    noteLabel: '',
    quick: [],
  },
];
