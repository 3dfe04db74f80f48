// A browser that nobody has paired shows six digits and waits until an administrator has typed them.
import { useEffect, useState } from 'react';
import { minuteClock } from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import { request } from '../api.ts';

const POLL_MS = 3_000;

type Code = Readonly<{ code: string; expiresAt: string }>;

/** Asks for a code, waits until it is claimed, asks for a new one when it has run out. Returns a stop. */
export function pair(show: (code: Code | null) => void, paired: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const later = (next: () => Promise<void>): void => {
    if (!stopped) timer = setTimeout(() => void next(), POLL_MS);
  };
  const ask = async (): Promise<void> => {
    const answer = await request<Code>('POST', '/api/walls/code');
    if (stopped) return;
    show(answer.ok ? answer.body : null);
    later(answer.ok ? () => claim(answer.body.code) : ask);
  };
  const claim = async (code: string): Promise<void> => {
    const answer = await request('POST', '/api/walls/claim', { code });
    if (stopped) return;
    if (answer.ok && answer.status === 204) paired();
    else if (answer.ok || answer.code === 'NETWORK') later(() => claim(code));
    else later(ask);
  };
  void ask();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

export function Pairing({ onPaired }: Readonly<{ onPaired: () => void }>) {
  const [code, setCode] = useState<Code | null>(null);
  useEffect(() => pair(setCode, onPaired), [onPaired]);
  return (
    <div className="notice">
      <h1>{spoken.pairing.title}</h1>
      <p>{spoken.pairing.explain}</p>
      <p className="pairing-code" aria-live="polite">
        {code ? `${code.code.slice(0, 3)} ${code.code.slice(3)}` : '··· ···'}
      </p>
      <p className="faint">
        {code ? spoken.pairing.until(minuteClock(Date.parse(code.expiresAt))) : spoken.pairing.noCode}
      </p>
      <p>
        <a href={`/login?next=${encodeURIComponent(location.pathname)}`}>{spoken.pairing.login}</a>
      </p>
    </div>
  );
}
