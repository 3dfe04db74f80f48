// Whom to give an alarm to: some letters of the name, arrows, Enter.
import { type KeyboardEvent, useEffect, useState } from 'react';
import { byName } from './by-name.ts';
import { foldText } from './fold-text.ts';
import { askPeople, type Person } from './lines.ts';
import { words } from './words.ts';

const MOST = 8;

type Props = Readonly<{ assignee: string | null; onChoose: (username: string | null) => void }>;

export function PeopleField({ assignee, onChoose }: Props) {
  const [people, setPeople] = useState<readonly Person[] | null>(null);
  const [failed, setFailed] = useState(false);
  const [text, setText] = useState('');

  useEffect(() => {
    let gone = false;
    void askPeople().then((answer) => {
      if (gone) return;
      if (answer.ok) setPeople(answer.body.people.toSorted(byName));
      else setFailed(true);
    });
    return () => {
      gone = true;
    };
  }, []);

  const wanted = foldText(text.trim());
  const found = (people ?? [])
    .filter(({ username, name }) => foldText(`${name}\n${username}`).includes(wanted))
    .slice(0, MOST);
  const at = found.findIndex(({ username }) => username === assignee);
  const first = found[0]?.username ?? null;
  useEffect(() => {
    if (people !== null && at === -1) onChoose(first);
  }, [people, at, first, onChoose]);

  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = found[Math.min(found.length - 1, Math.max(0, at + step))];
    if (next) onChoose(next.username);
  };

  return (
    <div className="desk-people">
      <label>
        {words.form.assignee}
        <input
          name="assignee"
          value={text}
          maxLength={100}
          autoComplete="off"
          // biome-ignore lint/a11y/noAutofocus: opened by a key, the person types at once
          autoFocus
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
        />
      </label>
      <p className="desk-form-hint">{failed ? words.form.noPeople : words.form.assigneeHint}</p>
      {people !== null && found.length === 0 && <p>{words.form.nobody}</p>}
      <div role="radiogroup" aria-label={words.form.assignee}>
        {found.map(({ username, name }) => (
          <label key={username}>
            <input type="radio" name="person" checked={username === assignee} onChange={() => onChoose(username)} />
            {name}
            {name !== username && <span className="faint"> {username}</span>}
          </label>
        ))}
      </div>
    </div>
  );
}
