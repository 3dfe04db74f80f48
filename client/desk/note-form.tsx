// What a person writes before an action goes out: one line, and one-key reasons where the action has them.
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import type { DeskAction } from './actions.ts';
import { words } from './words.ts';

/** As the server asks of a mandatory note. */
const SHORTEST = 5;

type Props = Readonly<{
  action: DeskAction;
  required: boolean;
  onSend: (note: string) => void;
  onCancel: () => void;
}>;

export function NoteForm({ action, required, onSend, onCancel }: Props) {
  const [note, setNote] = useState('');
  const ready = !required || note.trim().length >= SHORTEST;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) onSend(note);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onCancel();
    // Digits choose only while nothing has been typed: a note may contain figures.
    const reason = note === '' ? action.quick[Number(event.key) - 1] : undefined;
    if (reason === undefined) return;
    event.preventDefault();
    onSend(reason);
  };

  return (
    <form className="desk-form" onSubmit={submit} aria-label={action.title}>
      <label>
        {action.noteLabel}
        <input
          value={note}
          maxLength={500}
          autoComplete="off"
          // biome-ignore lint/a11y/noAutofocus: opened by a key, the person types at once
          autoFocus
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={onKey}
        />
      </label>
      <p className="desk-form-hint">{words.form.personal}</p>
      {action.quick.length > 0 && (
        <div className="desk-quick">
          <span className="faint">{words.form.quick}</span>
          {action.quick.map((reason, index) => (
            <button type="button" key={reason} onClick={() => onSend(reason)}>
              <kbd>{index + 1}</kbd> {reason}
            </button>
          ))}
        </div>
      )}
      <div className="desk-buttons">
        <button type="submit" className="button-main" disabled={!ready}>
          {words.form.send}
        </button>
        <button type="button" onClick={onCancel}>
          {words.form.cancel}
        </button>
      </div>
    </form>
  );
}
