// The login page. After it, the page that was asked for.
import { type FormEvent, useState } from 'react';
import { request } from '../api.ts';
import { useLightTheme } from '../desk/theme.ts';
import './login.css';
import { nextPath } from './session.ts';

const words = {
  title: 'Trung tâm Điều hành thông minh',
  lead: 'Đăng nhập để vào bàn trực, phát lại hoặc quản trị.',
  username: 'Tên đăng nhập',
  password: 'Mật khẩu',
  enter: 'Đăng nhập',
  entering: 'Đang đăng nhập…',
  forgotten: 'Quên mật khẩu: quản trị viên đặt lại giúp bạn.',
} as const;

export function Page() {
  useLightTheme();
  const [message, setMessage] = useState('');
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setMessage('');
    const answer = await request('POST', '/api/login', {
      username: String(form.get('username')),
      password: String(form.get('password')),
    });
    if (answer.ok) location.replace(nextPath(location.search));
    else {
      setMessage(answer.message);
      setBusy(false);
    }
  };

  return (
    <main className="login">
      <form className="login-form" onSubmit={submit}>
        <h1>{words.title}</h1>
        <p className="login-lead">{words.lead}</p>
        <label>
          {words.username}
          {/* biome-ignore lint/a11y/noAutofocus: the page has nothing else to do */}
          <input name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} required autoFocus />
        </label>
        <label>
          {words.password}
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        <button type="submit" className="button-main" disabled={busy}>
          {busy ? words.entering : words.enter}
        </button>
        <p className="login-message" role="alert">
          {message}
        </p>
        <p className="login-hint">{words.forgotten}</p>
      </form>
    </main>
  );
}
