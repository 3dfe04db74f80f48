// When each feed is to be heard: its hours, and the maintenance that was announced. Its silence then is quiet and no alarm.
import { type FormEvent, useState } from 'react';
import type { FeedSchedule } from '../../shared/feeds/schedule.ts';
import { request } from '../api.ts';
import { feedName } from '../panels/words.ts';
import { moment, Said, SureButton, useRead } from './parts.tsx';
import { words } from './words.ts';

const { feeds: said } = words;
const ALWAYS: FeedSchedule = { hours: 'always', maintenance: [] };

/** `2026-11-21T10:17` of a field is local. */
const instantOf = (data: FormData, name: string): string => `${String(data.get(name))}:00+07:00`;

type Props = Readonly<{ source: string; schedule: FeedSchedule; onSaved: () => Promise<unknown> }>;

function Feed({ source, schedule, onSaved }: Props) {
  const [message, setMessage] = useState('');
  const { hours, maintenance } = schedule;

  const save = async (changed: FeedSchedule): Promise<boolean> => {
    const answer = await request('POST', `/api/feeds/${encodeURIComponent(source)}/schedule`, changed);
    setMessage(answer.ok ? said.saved : answer.message);
    await onSaved();
    return answer.ok;
  };
  const announce = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const one = { from: instantOf(data, 'from'), to: instantOf(data, 'to'), reason: String(data.get('reason')) };
    if (await save({ hours, maintenance: [...maintenance, one] })) form.reset();
  };

  return (
    <section>
      <h2 title={source}>{feedName(source)}</h2>
      <div className="admin-form">
        <label>
          {said.hours}
          <select
            value={typeof hours === 'string' ? hours : 'own'}
            onChange={(event) => void save({ hours: event.target.value as 'always' | 'working', maintenance })}
          >
            <option value="always">{said.always}</option>
            <option value="working">{said.working}</option>
            {typeof hours !== 'string' && (
              <option value="own" disabled>
                {said.own(hours.spans.map(({ start, end }) => `${start}–${end}`).join(', '))}
              </option>
            )}
          </select>
        </label>
      </div>
      {maintenance.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>{said.from}</th>
              <th>{said.to}</th>
              <th>{said.reason}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {maintenance.map((one, index) => (
              <tr key={`${one.from} ${one.to}`}>
                <td>{moment(one.from)}</td>
                <td>{moment(one.to)}</td>
                <td>{one.reason}</td>
                <td>
                  <SureButton
                    label={words.remove}
                    onSure={() => void save({ hours, maintenance: maintenance.toSpliced(index, 1) })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <form className="admin-form" onSubmit={announce}>
        <label>
          {said.from}
          <input name="from" type="datetime-local" required />
        </label>
        <label>
          {said.to}
          <input name="to" type="datetime-local" required />
        </label>
        <label>
          {said.reason}
          <input name="reason" maxLength={200} autoComplete="off" required />
        </label>
        <button type="submit" className="button-main">
          {said.announce}
        </button>
      </form>
      <Said>{message}</Said>
    </section>
  );
}

export function Feeds() {
  const { body, problem, reload } = useRead<{ schedules: Record<string, FeedSchedule | null> }>('/api/feeds/schedules');
  const sources = Object.keys(body?.schedules ?? {}).toSorted();
  return (
    <>
      <p className="admin-hint">{said.hint}</p>
      <Said>{problem}</Said>
      {body !== null && sources.length === 0 && <p className="admin-hint">{said.none}</p>}
      {sources.map((source) => (
        <Feed key={source} source={source} schedule={body?.schedules[source] ?? ALWAYS} onSaved={reload} />
      ))}
    </>
  );
}
