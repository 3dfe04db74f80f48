// Small parts of the administration's forms and tables.
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { clock, date } from '../../shared/i18n/format.ts';
import { request } from '../api.ts';
import { words } from './words.ts';

/** `21/11/2026 10:17:30`. */
export const moment = (instant: string): string => `${date(Date.parse(instant))} ${clock(Date.parse(instant))}`;

/** What the server has at a path, read at the start and by `reload`, which returns it; null as long as it was never read. */
export function useRead<T>(path: string) {
  const [body, setBody] = useState<T | null>(null);
  const [problem, setProblem] = useState('');
  const reload = useCallback(async (): Promise<T | null> => {
    const answer = await request<T>('GET', path);
    if (answer.ok) setBody(answer.body);
    setProblem(answer.ok ? '' : answer.message);
    return answer.ok ? answer.body : null;
  }, [path]);
  useEffect(() => void reload(), [reload]);
  return { body, problem, reload } as const;
}

/** A list of the server, by its name in the answer. */
export function useList<T>(path: string, name: string) {
  const { body, problem, reload } = useRead<Record<string, T[]>>(path);
  const items: readonly T[] | null = body === null ? null : (body[name] ?? []);
  return { items, problem, reload } as const;
}

/** A button that asks once more in its own place before it does something that cannot be taken back. */
export function SureButton({ label, onSure }: Readonly<{ label: string; onSure: () => void }>) {
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <button type="button" onClick={() => setAsking(true)}>
        {label}
      </button>
    );
  return (
    <span className="admin-sure">
      {words.sure}
      <button
        type="button"
        className="button-main"
        onClick={() => {
          setAsking(false);
          onSure();
        }}
      >
        {label}
      </button>
      <button type="button" onClick={() => setAsking(false)}>
        {words.keep}
      </button>
    </span>
  );
}

/** A secret that is never shown again. */
export function Once({ text, secret, onHide }: Readonly<{ text: string; secret: string; onHide: () => void }>) {
  const [copied, setCopied] = useState(false);
  // On plain http in a LAN there is no clipboard: the person marks and copies by hand.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  const copy = (): void => void clipboard?.writeText(secret).then(() => setCopied(true));
  return (
    <div className="admin-once" role="status">
      <p>{text}</p>
      <code>{secret}</code>
      <div className="admin-buttons">
        {clipboard && (
          <button type="button" onClick={copy}>
            {copied ? words.copied : words.copy}
          </button>
        )}
        <button type="button" onClick={onHide}>
          {words.hide}
        </button>
      </div>
    </div>
  );
}

/** One line of words about what has just happened; read aloud. */
export const Said = ({ children }: Readonly<{ children: ReactNode }>) => (
  <p className="admin-said" role="alert">
    {children}
  </p>
);
