// The administration: people, source keys, walls, alarm rules. Everything is judged by the server; this page only asks.
import { type ComponentType, type FormEvent, useState } from 'react';
import { request } from '../api.ts';
import { useLightTheme } from '../desk/theme.ts';
import { signOut, useSession } from '../login/session.ts';
import './admin.css';
import { Feeds } from './feeds.tsx';
import { Keys } from './keys.tsx';
import { Said } from './parts.tsx';
import { Rules } from './rules.tsx';
import { Users } from './users.tsx';
import { Walls } from './walls/walls.tsx';
import { words } from './words.ts';

function OwnPassword() {
  const [said, setSaid] = useState('');
  const change = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const body = { current: data.get('current'), password: data.get('password') };
    const answer = await request('POST', '/api/me/password', body);
    setSaid(answer.ok ? words.changed : answer.message);
    if (answer.ok) form.reset();
  };
  return (
    <section>
      <form className="admin-form" onSubmit={change}>
        <label>
          {words.currentPassword}
          <input name="current" type="password" autoComplete="current-password" required />
        </label>
        <label>
          {words.newPassword}
          <input name="password" type="password" autoComplete="new-password" minLength={10} required />
        </label>
        <button type="submit" className="button-main">
          {words.change}
        </button>
      </form>
      <Said>{said}</Said>
    </section>
  );
}

type Tab = keyof typeof words.tabs;
const TABS: Readonly<Record<Tab, ComponentType>> = {
  users: Users,
  keys: Keys,
  feeds: Feeds,
  walls: Walls,
  rules: Rules,
  self: OwnPassword,
};
const isTab = (name: string): name is Tab => Object.hasOwn(TABS, name);

export function Page() {
  useLightTheme();
  const session = useSession();
  const start = location.hash.slice(1);
  const [tab, setTab] = useState<Tab>(isTab(start) ? start : 'users');
  if (session.state === 'failed') return <p className="notice">{session.message}</p>;
  if (session.state === 'asking') return <p className="notice">{words.loading}</p>;
  if (!session.me.permissions.includes('users.manage')) return <p className="notice">{words.forbidden}</p>;
  const Shown = TABS[tab];
  const open = (name: Tab): void => {
    history.replaceState(null, '', `#${name}`);
    setTab(name);
  };
  return (
    <div className="admin">
      <header className="admin-head">
        <h1>{words.title}</h1>
        <nav>
          {(Object.keys(TABS) as Tab[]).map((name) => (
            <button
              type="button"
              key={name}
              {...(name === tab ? { 'aria-current': 'page' as const } : {})}
              onClick={() => open(name)}
            >
              {words.tabs[name]}
            </button>
          ))}
        </nav>
        <a href="/desk">{words.desk}</a>
        <span className="admin-me">{session.me.name}</span>
        <button type="button" onClick={() => void signOut()}>
          {words.signOut}
        </button>
      </header>
      <main>
        <Shown />
      </main>
    </div>
  );
}
