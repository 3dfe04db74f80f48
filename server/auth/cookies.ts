// The three cookies: a person's session, a wall's token, and the secret of a browser that waits to be paired.
import { parseCookie, stringifySetCookie } from 'cookie';
import type { Response } from 'express';

export const COOKIES = { session: 'ioc_session', wall: 'ioc_wall', pair: 'ioc_pair' } as const;
export type CookieName = keyof typeof COOKIES;

/** Value of one of our cookies in a Cookie header; null when absent or empty. */
export function readCookie(header: string | undefined, name: CookieName): string | null {
  if (!header) return null;
  return parseCookie(header)[COOKIES[name]] || null;
}

/** `lifetimeMs` 0 deletes. Secure only behind https: a wall on plain http in a LAN would never send it back. */
export function setCookie(res: Response, name: CookieName, value: string, lifetimeMs: number, secure: boolean): void {
  res.append(
    'Set-Cookie',
    stringifySetCookie({
      name: COOKIES[name],
      value,
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure,
      maxAge: Math.floor(lifetimeMs / 1000),
    }),
  );
}
