// Who is signed in, for the pages that ask for a person.
import { useEffect, useState } from 'react';
import { request } from '../api.ts';

export type Me = Readonly<{
  id: string;
  name: string;
  kind: 'user' | 'wall';
  role: 'wall' | 'operator' | 'supervisor' | 'admin';
  permissions: readonly string[];
}>;

export type Session = Readonly<{ state: 'asking' } | { state: 'in'; me: Me } | { state: 'failed'; message: string }>;

/** Where to go after a login: a path of this site, never another one (`//evil`, `https:`, a backslash). */
export function nextPath(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '';
  return /^\/(?![/\\])[^\\\s]*$/.test(next) && !next.startsWith('/login') ? next : '/desk';
}

export const loginPath = (from: string): string => `/login?next=${encodeURIComponent(from)}`;

export function goToLogin(): void {
  location.assign(loginPath(location.pathname + location.search));
}

/** Asks once who this is; without a session the browser goes to the login page and comes back. */
export function useSession(): Session {
  const [session, setSession] = useState<Session>({ state: 'asking' });
  useEffect(() => {
    let gone = false;
    const ask = async (): Promise<void> => {
      const answer = await request<Me>('GET', '/api/me');
      if (gone) return;
      if (answer.ok) setSession({ state: 'in', me: answer.body });
      else if (answer.code === 'UNAUTHENTICATED') goToLogin();
      else {
        setSession({ state: 'failed', message: answer.message });
        setTimeout(ask, 3_000);
      }
    };
    void ask();
    return () => {
      gone = true;
    };
  }, []);
  return session;
}

/** Signs out and shows the login page; also when the server cannot be reached: then the session runs out by itself. */
export async function signOut(): Promise<void> {
  await request('POST', '/api/logout');
  goToLogin();
}
