// What a person can do with an alarm, as data: one row an action. A new action is a row here, and its place is found.
import type { ClosedRow, DeskRow } from '../../shared/alarm/view-schema.ts';
import type { Command } from './commander.ts';
import { isAside, isReturned, needsAck } from './order.ts';
import { words } from './words.ts';

/** Who asks, and when (epoch ms, server's clock). */
export type Asker = Readonly<{ name: string; may: (permission: string) => boolean; now: number }>;

export type Fields = Readonly<Pick<Command, 'reason' | 'until' | 'assignee'>>;

export type FormSpec = Readonly<{
  title: string;
  /** Asked for beside the note. */
  asks: 'until' | 'assignee' | null;
  /** Null: no note is asked for. */
  note: Readonly<{ label: string; required: boolean; quick: readonly string[] }> | null;
}>;

export type DeskAction = Readonly<{
  id: string;
  /** As in interfaces.md §5. */
  action: Command['action'];
  label: (row: DeskRow, asker: Asker) => string;
  /** A letter, shown on the button. No two actions that are offered for one alarm share it. */
  key: string;
  permission: string;
  /** Offered for this row? The server judges again. */
  offered: (row: DeskRow, asker: Asker) => boolean;
  /** What the person fills in first; null: it goes out at once. */
  form: (row: DeskRow, asker: Asker) => FormSpec | null;
  /** For an action without a form. */
  fields?: (asker: Asker) => Fields;
  /** Also for many at once. */
  bulk?: Readonly<{ label: string; form: FormSpec }>;
}>;

/** A person's own acknowledgement can be taken back for so long, by one key and without a reason. */
export const UNDO_MS = 30_000;

/** P1 and P2 are asked for a note; a note is never forced on an acknowledgement. */
export const wantsNote = (row: DeskRow): boolean => row.priority === 'P1' || row.priority === 'P2';

/** Ms left in which this person may take back what they did to the row; 0: no longer, or another did it. */
export function undoLeft(row: DeskRow, { name, now }: Asker): number {
  if (row.ackedBy !== name || row.ackedAt === null) return 0;
  return Math.max(0, Date.parse(row.ackedAt) + UNDO_MS - now);
}

const isAcked = (row: DeskRow): boolean => row.state === 'active_ack' || row.state === 'rtn_latched';
const mayBeSuppressed = (row: DeskRow): boolean => !isAside(row) && row.state !== 'rtn_latched';
const no = (): null => null;
const label = (text: string) => (): string => text;
const { form, quick } = words;
const noted = (title: string, noteLabel: string, required: boolean, reasons: readonly string[] = []): FormSpec => ({
  title,
  asks: null,
  note: { label: noteLabel, required, quick: reasons },
});

const ackForm = noted(form.ackTitle, form.ackNote, false, quick.ack);
const commentForm = noted(form.commentTitle, form.comment, true);
const shelveForm: FormSpec = { ...noted(form.shelveTitle, form.reason, true, quick.shelve), asks: 'until' };

export const ACTIONS: readonly DeskAction[] = [
  {
    id: 'ack',
    action: 'ack',
    label: label(words.act.ack),
    key: 'a',
    permission: 'alarms.act',
    offered: needsAck,
    form: (row) => (wantsNote(row) ? ackForm : null),
    bulk: { label: words.act.ack, form: ackForm },
  },
  {
    id: 'unack',
    action: 'unack',
    label: (row, asker) => {
      const left = undoLeft(row, asker);
      return left > 0 ? words.act.undo(Math.ceil(left / 1000)) : words.act.unack;
    },
    key: 'u',
    permission: 'alarms.act',
    offered: (row, asker) => isAcked(row) && (undoLeft(row, asker) > 0 || asker.may('alarms.unack_other')),
    form: (row, asker) => (undoLeft(row, asker) > 0 ? null : noted(form.unackTitle, form.reason, true, quick.unack)),
  },
  {
    id: 'shelve',
    action: 'shelve',
    label: (row) => (row.state === 'shelved' ? words.act.shelveOn : words.act.shelve),
    key: 't',
    permission: 'alarms.act',
    offered: (row) =>
      row.priority !== 'P1' && (row.state === 'shelved' || (!isAside(row) && row.state !== 'rtn_latched')),
    form: () => shelveForm,
    bulk: { label: words.act.shelve, form: shelveForm },
  },
  {
    id: 'unshelve',
    action: 'unshelve',
    label: label(words.act.unshelve),
    key: 'b',
    permission: 'alarms.act',
    offered: (row) => row.state === 'shelved',
    form: no,
  },
  {
    id: 'take',
    action: 'assign',
    label: label(words.act.take),
    key: 'm',
    permission: 'alarms.act',
    offered: (row, { name }) => row.ownerId !== name,
    form: no,
    fields: ({ name }) => ({ assignee: name }),
  },
  {
    id: 'assign',
    action: 'assign',
    label: label(words.act.assign),
    key: 'g',
    permission: 'alarms.act',
    offered: () => true,
    form: () => ({ title: form.assignTitle, asks: 'assignee', note: null }),
  },
  {
    id: 'comment',
    action: 'comment',
    label: label(words.act.comment),
    key: 'c',
    permission: 'alarms.act',
    offered: () => true,
    form: () => commentForm,
    bulk: { label: words.act.comment, form: commentForm },
  },
  {
    id: 'dispose',
    action: 'dispose',
    label: label(words.act.dispose),
    key: 'd',
    permission: 'alarms.act',
    // A notice's source never says that it is over: a person does.
    offered: (row) => row.kind === 'notice' && !isAside(row) && !isReturned(row),
    form: () => noted(form.disposeTitle, form.verdict, true, quick.dispose),
  },
  {
    id: 'reset',
    action: 'reset',
    label: label(words.act.reset),
    key: 'r',
    permission: 'alarms.reset',
    offered: (row) => row.state === 'rtn_latched',
    form: no,
  },
  {
    id: 'suppress',
    action: 'suppress',
    label: label(words.act.suppress),
    key: 'x',
    permission: 'alarms.suppress',
    offered: mayBeSuppressed,
    form: () => noted(form.suppressTitle, form.reason, true, quick.suppress),
  },
  {
    id: 'unsuppress',
    action: 'unsuppress',
    label: label(words.act.unsuppress),
    key: 'x',
    permission: 'alarms.suppress',
    offered: (row) => row.state === 'suppressed',
    form: no,
  },
  {
    id: 'out_of_service',
    action: 'out_of_service',
    label: label(words.act.outOfService),
    key: 'o',
    permission: 'alarms.out_of_service',
    offered: mayBeSuppressed,
    form: () => noted(form.outOfServiceTitle, form.reason, true, quick.outOfService),
  },
  {
    id: 'in_service',
    action: 'in_service',
    label: label(words.act.inService),
    key: 'o',
    permission: 'alarms.out_of_service',
    offered: (row) => row.state === 'out_of_service',
    form: no,
  },
];

/** What this person is offered for this alarm, in the order of the buttons. */
export const offeredFor = (row: DeskRow, asker: Asker): DeskAction[] =>
  ACTIONS.filter((action) => asker.may(action.permission) && action.offered(row, asker));

/** What many alarms can be done with at once. */
export const BULK_ACTIONS: readonly DeskAction[] = ACTIONS.filter(({ bulk }) => bulk !== undefined);

/** Ms left in which this person may take back the act by which the alarm was closed; 0: no longer, or another did it. */
export function closedUndoLeft(row: ClosedRow, { name, now }: Asker): number {
  const byHand = row.closedCause === 'ack' || row.closedCause === 'dispose';
  return byHand && row.closedBy === name ? Math.max(0, Date.parse(row.closedAt) + UNDO_MS - now) : 0;
}
