// When the shifts of the desk begin: what is shelved comes back at the end of its shift.
import { type FormEvent, useState } from 'react';
import { clock } from '../../shared/i18n/format.ts';
import { OFFSET_MS } from '../../shared/time.ts';
import { request } from '../api.ts';
import { typedTime } from '../replay/typed.ts';
import { Said } from './parts.tsx';
import { words } from './words.ts';

const { shifts: said } = words;

/** `07:00` of what a person types; what is no time stays as it is, and the server says so. */
const clockOf = (typed: string): string => {
  const ms = typedTime(typed);
  return ms === null ? typed : clock(ms - OFFSET_MS).slice(0, 5);
};

/** `starts`: as the server has them. */
export function Shifts({ starts, onSaved }: Readonly<{ starts: readonly string[]; onSaved: () => Promise<unknown> }>) {
  const [times, setTimes] = useState(starts);
  const [message, setMessage] = useState('');

  const save = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const answer = await request<{ starts: string[] }>('PUT', '/api/shifts', { starts: times.map(clockOf) });
    setMessage(answer.ok ? said.saved : answer.message);
    if (!answer.ok) return;
    setTimes(answer.body.starts);
    await onSaved();
  };

  return (
    <section aria-labelledby="shifts-title">
      <h2 id="shifts-title">{said.title}</h2>
      <form className="admin-form" onSubmit={save} noValidate>
        {times.map((time, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a shift is nothing but its place in the list
          <div className="shift" key={index}>
            <label>
              {said.start(index + 1)}
              <input
                value={time}
                size={6}
                inputMode="numeric"
                autoComplete="off"
                onChange={(event) => setTimes(times.with(index, event.target.value))}
              />
            </label>
            {times.length > 1 && (
              <button
                type="button"
                aria-label={said.removeOne(index + 1)}
                onClick={() => setTimes(times.toSpliced(index, 1))}
              >
                {words.remove}
              </button>
            )}
          </div>
        ))}
        <div className="admin-buttons">
          {times.length < 12 && (
            <button type="button" onClick={() => setTimes([...times, ''])}>
              {said.add}
            </button>
          )}
          <button type="submit" className="button-main">
            {said.save}
          </button>
        </div>
        <p className="admin-hint">{said.hint}</p>
      </form>
      <Said>{message}</Said>
    </section>
  );
}
