// What a person fills in before an action goes out: a note with one-key reasons, an end, a person, and for many a typed number.
import { type FormEvent, type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import { number } from '../../shared/i18n/format.ts';
import { instantText } from '../../shared/time.ts';
import type { Fields, FormSpec } from './actions.ts';
import { PeopleField } from './people-field.tsx';
import { UntilField } from './until-field.tsx';
import { USUAL_UNTIL, untilsAt } from './untils.ts';
import { words } from './words.ts';

/** As the server asks of a mandatory note. */
const SHORTEST = 5;

type Props = Readonly<{
  spec: FormSpec;
  title: string;
  /** How many alarms it is for, where that has to be typed; null: it has not. */
  confirm: number | null;
  /** An alarm is no longer as it was when the form was opened. */
  changed: boolean;
  locked: boolean;
  shiftStarts: readonly number[];
  now: number;
  onSend: (fields: Fields) => void;
  onCancel: () => void;
}>;

export function ActionForm(props: Props) {
  const { spec, confirm, locked, now } = props;
  const [note, setNote] = useState('');
  const [chosen, setChosen] = useState(USUAL_UNTIL);
  const [assignee, setAssignee] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const confirmField = useRef<HTMLInputElement>(null);
  const untils = untilsAt(now, props.shiftStarts);
  const until = untils[Math.min(chosen, untils.length - 1)];
  const confirmed = confirm === null || typed.replace(/[.\s]/g, '') === String(confirm);

  const isReady = (text: string): boolean =>
    !locked &&
    confirmed &&
    (!spec.note?.required || [...text.trim()].length >= SHORTEST) &&
    (spec.asks !== 'assignee' || assignee !== null);

  const send = (text: string): void => {
    if (!isReady(text)) return;
    props.onSend({
      ...(text.trim() === '' ? {} : { reason: text }),
      ...(spec.asks === 'until' && until ? { until: instantText(until.at) } : {}),
      ...(spec.asks === 'assignee' && assignee !== null ? { assignee } : {}),
    });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!confirmed) confirmField.current?.focus();
    else send(note);
  };
  const pick = (reason: string): void => {
    if (confirmed) send(reason);
    else {
      setNote(reason);
      confirmField.current?.focus();
    }
  };
  const onNoteKey = (event: KeyboardEvent): void => {
    // Digits choose only while nothing has been typed: a note may contain figures.
    const reason = note === '' ? spec.note?.quick[Number(event.key) - 1] : undefined;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (reason !== undefined) pick(reason);
    else if (step !== undefined && spec.asks === 'until')
      setChosen((old) => Math.min(untils.length - 1, Math.max(0, old + step)));
    else return;
    event.preventDefault();
  };

  return (
    <form
      className="desk-form"
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && props.onCancel()}
      aria-label={props.title}
    >
      <h3>{props.title}</h3>
      {props.changed && <p className="desk-remind">{words.form.changed}</p>}
      {spec.asks === 'until' && <UntilField untils={untils} chosen={chosen} onChoose={setChosen} />}
      {spec.asks === 'assignee' && <PeopleField assignee={assignee} onChoose={setAssignee} />}
      {spec.note && (
        <label>
          {spec.note.label}
          <input
            name="note"
            value={note}
            maxLength={500}
            autoComplete="off"
            // biome-ignore lint/a11y/noAutofocus: opened by a key, the person types at once
            autoFocus
            onChange={(event) => setNote(event.target.value)}
            onKeyDown={onNoteKey}
          />
        </label>
      )}
      {spec.note && <p className="desk-form-hint">{words.form.personal}</p>}
      {spec.note && spec.note.quick.length > 0 && (
        <div className="desk-quick">
          <span className="desk-form-hint">{words.form.quick}</span>
          {spec.note.quick.map((reason, index) => (
            <button type="button" key={reason} disabled={locked} onClick={() => pick(reason)}>
              <kbd>{index + 1}</kbd> {reason}
            </button>
          ))}
        </div>
      )}
      {confirm !== null && <ConfirmField field={confirmField} count={confirm} typed={typed} onType={setTyped} />}
      {locked && <p className="desk-locked">{words.locked}</p>}
      <div className="desk-buttons">
        <button type="submit" className="button-main" disabled={locked || (confirmed && !isReady(note))}>
          {words.form.send} <kbd>Enter</kbd>
        </button>
        <button type="button" onClick={props.onCancel}>
          {words.form.cancel} <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
}

type ConfirmProps = Readonly<{
  field: RefObject<HTMLInputElement | null>;
  count: number;
  typed: string;
  onType: (text: string) => void;
}>;

function ConfirmField({ field, count, typed, onType }: ConfirmProps) {
  return (
    <label className="desk-confirm">
      {words.form.confirm(number(count))}
      <input
        ref={field}
        name="confirm"
        inputMode="numeric"
        value={typed}
        maxLength={6}
        autoComplete="off"
        onChange={(event) => onType(event.target.value)}
      />
    </label>
  );
}
