// What a duty officer reads beside an alarm: what it means, what to do, how long there is; and the standing note of its type.
import { type FormEvent, useState } from 'react';
import { when } from '../../shared/i18n/format.ts';
import type { Guidance } from '../../shared/source.ts';
import { putNote, type StandingNote } from './lines.ts';
import { words } from './words.ts';

const PARTS = ['action', 'meaning', 'cause', 'time'] as const satisfies readonly (keyof Guidance)[];

export function GuidanceText({ guidance }: Readonly<{ guidance: Guidance }>) {
  return (
    <section className="desk-guidance" aria-label={words.guidance.title}>
      <h3>{words.guidance.title}</h3>
      <dl>
        {PARTS.map((part) => (
          <div key={part} data-part={part}>
            <dt>{words.guidance[part]}</dt>
            <dd>{guidance[part]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type NoteProps = Readonly<{
  rule: string;
  note: StandingNote | null;
  mayWrite: boolean;
  locked: boolean;
  now: number;
  onNoted: (rule: string, note: StandingNote | null) => void;
}>;

/** Append-only: each edit is a revision of its own, in the log. */
export function StandingNoteText({ rule, note, mayWrite, locked, now, onNoted }: NoteProps) {
  const [text, setText] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const isReady = text !== null && (text.trim() !== '' || note !== null) && !locked;

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isReady) return;
    const answer = await putNote(rule, text.trim());
    setFailed(answer.ok ? null : answer.message);
    if (!answer.ok) return;
    onNoted(rule, answer.body.note);
    setText(null);
  };

  return (
    <section className="desk-standing" aria-label={words.standing.title}>
      <h3>{words.standing.title}</h3>
      {text === null && <p>{note?.text ?? <span className="faint">{words.standing.none}</span>}</p>}
      {note && (
        <p className="faint">{words.standing.revision(note.revision, note.by, when(Date.parse(note.at), now))}</p>
      )}
      {text === null && mayWrite && (
        <button type="button" disabled={locked} onClick={() => setText(note?.text ?? '')}>
          {note ? words.standing.edit : words.standing.write}
        </button>
      )}
      {text !== null && (
        <form
          className="desk-form"
          onSubmit={save}
          onKeyDown={(event) => event.key === 'Escape' && setText(null)}
          aria-label={words.standing.title}
        >
          <label>
            {words.standing.label}
            <textarea
              value={text}
              rows={3}
              maxLength={1000}
              // biome-ignore lint/a11y/noAutofocus: opened by a click, the person types at once
              autoFocus
              onChange={(event) => setText(event.target.value)}
            />
          </label>
          {failed !== null && <p role="alert">{failed}</p>}
          <div className="desk-buttons">
            <button type="submit" className="button-main" disabled={!isReady}>
              {words.standing.save}
            </button>
            <button type="button" onClick={() => setText(null)}>
              {words.form.cancel} <kbd>Esc</kbd>
            </button>
          </div>
        </form>
      )}
    </section>
  );
}
