// One alarm: what it is, who has it, what can be done, what happened.
import type { ReactNode } from 'react';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { number, when } from '../../shared/i18n/format.ts';
import { AlarmSymbol } from '../alarm/symbol.tsx';
import { ACTIONS, type DeskAction, wantsNote } from './actions.ts';
import { needsAck } from './alarm-store.ts';
import type { Outcome } from './commander.ts';
import { History } from './history.tsx';
import { NoteForm } from './note-form.tsx';
import { words } from './words.ts';

function Said({
  outcome,
  locked,
  onAgain,
  onDismiss,
}: Readonly<{ outcome: Outcome; locked: boolean; onAgain: () => void; onDismiss: () => void }>) {
  if (outcome.phase === 'sending' || outcome.phase === 'done')
    return <p className="desk-said">{words.outcome.sending}</p>;
  const unanswered = outcome.phase === 'unanswered';
  return (
    <div className="desk-said desk-said-problem">
      <p>
        <strong>{unanswered ? words.outcome.unanswered : words.outcome.refused}</strong>{' '}
        {unanswered ? words.outcome.unansweredWhy : outcome.message}
      </p>
      <div className="desk-buttons">
        {unanswered && (
          <button type="button" disabled={locked} onClick={onAgain}>
            {words.outcome.again}
          </button>
        )}
        <button type="button" onClick={onDismiss}>
          {words.outcome.dismiss}
        </button>
      </div>
    </div>
  );
}

const Field = ({ name, children }: Readonly<{ name: string; children: ReactNode }>) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

type Props = Readonly<{
  row: DeskRow;
  open: boolean;
  outcome: Outcome | undefined;
  /** The action whose form is open. */
  form: DeskAction | null;
  permissions: readonly string[];
  locked: boolean;
  now: number;
  onAction: (action: DeskAction) => void;
  onSend: (note: string) => void;
  onCancel: () => void;
  onAgain: () => void;
  onDismiss: () => void;
}>;

export function Detail(props: Props) {
  const { row, open, outcome, form, permissions, locked, now } = props;
  const at = (instant: string): string => when(Date.parse(instant), now);
  const busy = outcome?.phase === 'sending';
  const field = words.field;
  return (
    <section className="desk-detail" aria-label={row.text}>
      <header>
        <AlarmSymbol priority={row.priority} unacknowledged={open && needsAck(row)} word />
        <span className="desk-detail-state">{open ? words.state[row.state] : words.closedMark}</span>
      </header>
      <h2>{row.text}</h2>
      {open && (
        <div className="desk-buttons" role="toolbar" aria-label={words.title}>
          {ACTIONS.filter((action) => action.offered(row) && permissions.includes(action.permission)).map((action) => (
            <button
              type="button"
              key={action.action}
              className={action.action === 'ack' ? 'button-main' : undefined}
              disabled={locked || busy}
              title={locked ? words.locked : undefined}
              aria-keyshortcuts={action.key}
              onClick={() => props.onAction(action)}
            >
              {action.label} <kbd>{action.key.toUpperCase()}</kbd>
            </button>
          ))}
        </div>
      )}
      <div aria-live="assertive">
        {outcome && <Said outcome={outcome} locked={locked} onAgain={props.onAgain} onDismiss={props.onDismiss} />}
      </div>
      {open && form && !locked && (
        <NoteForm
          key={`${row.occurrence} ${form.action}`}
          action={form}
          required={form.note(row) === 'required'}
          onSend={props.onSend}
          onCancel={props.onCancel}
        />
      )}
      {open && row.state === 'active_ack' && wantsNote(row) && row.note === null && (
        <p className="desk-remind">{words.noteMissing}</p>
      )}
      <dl>
        <Field name={field.raised}>{at(row.raisedAt)}</Field>
        {row.returnedAt !== null && <Field name={field.returned}>{at(row.returnedAt)}</Field>}
        {row.count > 1 && <Field name={field.count}>{number(row.count)}</Field>}
        {row.count > 1 && <Field name={field.lastSeen}>{at(row.lastSeenAt)}</Field>}
        {row.by !== null && (
          <Field name={field.acked}>{row.ackedAt === null ? row.by : field.ackedBy(row.by, at(row.ackedAt))}</Field>
        )}
        {row.note !== null && <Field name={field.note}>{row.note}</Field>}
        {row.owner !== null && <Field name={field.owner}>{row.owner}</Field>}
        {row.shelvedUntil !== null && <Field name={field.shelvedUntil}>{at(row.shelvedUntil)}</Field>}
        <Field name={field.subject}>{row.subject}</Field>
        {row.agency !== null && <Field name={field.agency}>{row.agency}</Field>}
        <Field name={field.rule}>{row.rule}</Field>
      </dl>
      <History row={row} now={now} />
    </section>
  );
}
