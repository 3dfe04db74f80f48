// Walls: pair one by the code it shows, give a program a token, take either back.
import { type FormEvent, useState } from 'react';
import { request } from '../../api.ts';
import { moment, Once, Said, SureButton, useList } from '../parts.tsx';
import { words } from '../words.ts';
import { PlanEditor } from './plan-editor.tsx';
import { planWords } from './words.ts';

type Wall = Readonly<{ id: string; name: string; createdAt: string; expiresAt: string; claimed: boolean }>;

export function Walls() {
  const { items, problem, reload } = useList<Wall>('/api/walls', 'walls');
  const [said, setSaid] = useState('');
  const [secret, setSecret] = useState('');
  const [editing, setEditing] = useState<Wall | null>(null);

  const pair = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const name = String(data.get('name'));
    const answer = await request('POST', '/api/walls/pair', {
      code: String(data.get('code')).replace(/\s/g, ''),
      name,
    });
    setSaid(answer.ok ? words.paired(name) : answer.message);
    if (!answer.ok) return;
    form.reset();
    await reload();
    // The wall comes for its token within seconds: show that it did.
    setTimeout(() => void reload(), 5_000);
  };
  const issue = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const answer = await request<{ token: string }>('POST', '/api/walls', { name: new FormData(form).get('name') });
    setSaid(answer.ok ? '' : answer.message);
    if (!answer.ok) return;
    setSecret(answer.body.token);
    form.reset();
    await reload();
  };
  const revoke = async (wall: Wall): Promise<void> => {
    const answer = await request('DELETE', `/api/walls/${wall.id}`);
    setSaid(answer.ok ? '' : answer.message);
    await reload();
  };

  if (editing) return <PlanEditor wall={editing} onBack={() => setEditing(null)} />;
  return (
    <section>
      <h2>{words.pairTitle}</h2>
      <form className="admin-form" onSubmit={pair}>
        <label>
          {words.code}
          <input name="code" inputMode="numeric" pattern="\s*\d{3}\s?\d{3}\s*" autoComplete="off" required />
        </label>
        <label>
          {words.wallName}
          <input name="name" maxLength={128} autoComplete="off" required />
        </label>
        <button type="submit" className="button-main">
          {words.pair}
        </button>
      </form>
      <h2>{words.programTitle}</h2>
      <form className="admin-form" onSubmit={issue}>
        <label>
          {words.name}
          <input name="name" maxLength={128} autoComplete="off" required />
        </label>
        <button type="submit">{words.issue}</button>
      </form>
      <Said>{problem || said}</Said>
      {secret !== '' && <Once text={words.tokenOnce} secret={secret} onHide={() => setSecret('')} />}
      {items?.length === 0 && <p className="admin-hint">{words.noWalls}</p>}
      {items !== null && items.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>{words.name}</th>
              <th>{words.state}</th>
              <th>{words.created}</th>
              <th>{words.expires}</th>
              <th />
              <th />
            </tr>
          </thead>
          <tbody>
            {items.map((wall) => (
              <tr key={wall.id}>
                <td>{wall.name}</td>
                <td>{wall.claimed ? words.claimed : words.unclaimed}</td>
                <td>{moment(wall.createdAt)}</td>
                <td>{moment(wall.expiresAt)}</td>
                <td>
                  {wall.claimed && (
                    <button type="button" onClick={() => setEditing(wall)}>
                      {planWords.edit}
                    </button>
                  )}
                </td>
                <td>
                  <SureButton label={words.revoke} onSure={() => void revoke(wall)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
