// What a person does with alarms: from the key or button to the command that goes out. Nothing goes out from an old picture.
import { useEffect } from 'react';
import type { ClosedRow, DeskRow } from '../../shared/alarm/view-schema.ts';
import { type Asker, BULK_ACTIONS, closedUndoLeft, type DeskAction, type Fields, offeredFor } from './actions.ts';
import { type Board, withForm, withMarks } from './board.ts';
import type { Commander } from './commander.ts';
import { NO_MARKS, settle } from './marks.ts';
import { placeOf } from './selection.ts';
import type { Act } from './use-board.ts';

type Given = Readonly<{
  commander: Commander;
  board: Board;
  act: Act;
  asker: Asker;
  /** The picture is old: nothing is sent, nothing is kept to be sent. */
  locked: boolean;
  /** The selected alarm, open or closed. */
  row: DeskRow | ClosedRow | null;
  open: boolean;
}>;

export type Acts = Readonly<{
  begin: (action: DeskAction) => void;
  /** A letter was pressed. */
  press: (key: string) => void;
  send: (fields: Fields) => void;
  undoClosed: (row: ClosedRow) => void;
  closeForm: () => void;
  escape: () => void;
}>;

const focusList = (): void => document.querySelector<HTMLElement>('.desk-rows')?.focus();

export function useActs({ commander, board, act, asker, locked, row, open }: Given): Acts {
  const { form, selected } = board;
  const marked = board.marks.rows;
  const live = open && row !== null && row.state !== 'closed' ? row : null;

  useEffect(
    () =>
      commander.onAnswers((answers) => {
        const done = new Set(answers.flatMap(({ command, reply }) => (reply.ok ? [command.occurrence] : [])));
        const current = answers.flatMap(({ reply }) => (!reply.ok && reply.current ? [reply.current] : []));
        act((now, picture) =>
          now.marks.rows.size === 0 ? now : withMarks(now, picture, settle(now.marks, done, current)),
        );
      }),
    [commander, act],
  );

  const closeForm = (): void => {
    act((now, picture) => withForm(now, picture, null));
    focusList();
  };

  const transmit = (to: DeskRow, action: DeskAction, fields: Fields): void => {
    act((now, { shown }) => ({ ...now, place: placeOf(shown.items, to.occurrence) }));
    commander.send(to, action.action, fields);
  };

  const beginMany = (action: DeskAction): void => {
    const rows = [...marked.values()].filter((one) => action.offered(one, asker));
    const spec = action.bulk?.form;
    if (spec && rows.length > 0) act((now, picture) => withForm(now, picture, { action, spec, rows }));
  };

  const beginOne = (to: DeskRow, action: DeskAction): void => {
    const spec = action.form(to, asker);
    if (spec === null) transmit(to, action, action.fields?.(asker) ?? {});
    else act((now, picture) => withForm(now, picture, { action, spec, rows: [to] }));
  };

  const begin = (action: DeskAction): void => {
    if (locked) return;
    if (marked.size > 0) beginMany(action);
    else if (live && offeredFor(live, asker).includes(action)) beginOne(live, action);
  };

  const undoClosed = (closed: ClosedRow): void => {
    if (!locked && closedUndoLeft(closed, asker) > 0) commander.send(closed, 'unack');
  };

  return {
    begin,
    undoClosed,
    closeForm,
    press(key) {
      const offered = marked.size > 0 ? BULK_ACTIONS : live ? offeredFor(live, asker) : [];
      const action = offered.find((one) => one.key === key);
      if (action) begin(action);
      else if (key === 'u' && row?.state === 'closed') undoClosed(row);
    },
    send(fields) {
      if (form === null || locked) return;
      const [only] = form.rows;
      if (marked.size > 0) void commander.sendAll(form.rows, form.action.action, fields);
      else if (only) transmit(only, form.action, fields);
      closeForm();
    },
    escape() {
      if (form !== null) closeForm();
      else if (marked.size > 0) act((now, picture) => withMarks(now, picture, NO_MARKS));
      else if (selected !== null) commander.dismiss([selected]);
    },
  };
}
