// People: who may sign in, and as what.
import { type FormEvent, useState } from 'react';
import { request } from '../api.ts';
import { moment, Said, SureButton, useList } from './parts.tsx';
import { words } from './words.ts';

type Role = 'operator' | 'supervisor' | 'admin';
type User = Readonly<{ id: string; username: string; role: Role; createdAt: string }>;
const ROLES: readonly Role[] = ['operator', 'supervisor', 'admin'];

export function Users() {
  const { items, problem, reload } = useList<User>('/api/users', 'users');
  const [said, setSaid] = useState('');
  const [resetting, setResetting] = useState<User | null>(null);

  const settle = async (answer: { ok: true } | { ok: false; message: string }, done = ''): Promise<boolean> => {
    setSaid(answer.ok ? done : answer.message);
    if (answer.ok) await reload();
    return answer.ok;
  };

  const add = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const body = { username: data.get('username'), password: data.get('password'), role: data.get('role') };
    if (await settle(await request('POST', '/api/users', body))) form.reset();
  };
  const reset = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (!resetting) return;
    const body = { password: new FormData(event.currentTarget).get('password') };
    if (await settle(await request('PATCH', `/api/users/${resetting.id}`, body), words.resetDone(resetting.username)))
      setResetting(null);
  };
  const changeRole = async (user: User, role: string): Promise<void> => {
    await settle(await request('PATCH', `/api/users/${user.id}`, { role }));
  };

  return (
    <section>
      <form className="admin-form" onSubmit={add}>
        <label>
          {words.username}
          <input name="username" autoComplete="off" autoCapitalize="none" spellCheck={false} required />
        </label>
        <label>
          {words.password}
          <input name="password" type="password" autoComplete="new-password" minLength={10} required />
        </label>
        <label>
          {words.roleName}
          <select name="role">
            {ROLES.map((role) => (
              <option key={role} value={role}>
                {words.role[role]}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="button-main">
          {words.add}
        </button>
      </form>
      <Said>{problem || said}</Said>
      {resetting && (
        <form className="admin-form" onSubmit={reset}>
          <label>
            {words.resetFor(resetting.username)}
            {/* biome-ignore lint/a11y/noAutofocus: opened by the button beside the name */}
            <input name="password" type="password" autoComplete="new-password" minLength={10} required autoFocus />
          </label>
          <button type="submit" className="button-main">
            {words.resetPassword}
          </button>
          <button type="button" onClick={() => setResetting(null)}>
            {words.keep}
          </button>
        </form>
      )}
      <table>
        <thead>
          <tr>
            <th>{words.username}</th>
            <th>{words.roleName}</th>
            <th>{words.created}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {items?.map((user) => (
            <tr key={user.id}>
              <td>{user.username}</td>
              <td>
                <select
                  aria-label={`${words.roleName}: ${user.username}`}
                  value={user.role}
                  onChange={(event) => void changeRole(user, event.target.value)}
                >
                  {ROLES.map((role) => (
                    <option key={role} value={role}>
                      {words.role[role]}
                    </option>
                  ))}
                </select>
              </td>
              <td>{moment(user.createdAt)}</td>
              <td>
                <div className="admin-buttons">
                  <button type="button" onClick={() => setResetting(user)}>
                    {words.resetPassword}
                  </button>
                  <SureButton
                    label={words.remove}
                    onSure={() => void request('DELETE', `/api/users/${user.id}`).then((answer) => settle(answer))}
                  />
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
