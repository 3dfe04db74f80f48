// A link to this moment, whose fingerprint the server keeps.
import { useEffect, useState } from 'react';
import { instantText } from '../../../shared/time.ts';
import { request } from '../../api.ts';
import type { Link } from '../told.ts';
import type { Chosen } from '../use-deck.ts';
import { words } from '../words.ts';

type Made = Readonly<{ state: 'copied' } | { state: 'by_hand'; url: string } | { state: 'failed'; why: string }>;

const TOLD_MS = 6_000;

/** A page on plain http has no clipboard of its own: then what is selected is copied, the old way. */
async function copy(url: string, field: HTMLInputElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(url);
    return true;
  } catch {
    field.select();
    return document.execCommand('copy');
  }
}

export function CopyLink({ place, at, isReady }: Readonly<{ place: Chosen; at: number; isReady: boolean }>) {
  const [made, setMade] = useState<Made | null>(null);
  useEffect(() => {
    if (made?.state !== 'copied') return;
    const timer = setTimeout(() => setMade(null), TOLD_MS);
    return () => clearTimeout(timer);
  }, [made]);
  const make = async (): Promise<void> => {
    const { as, seq, focus } = place;
    const pin = as === 'now' && seq !== null ? { seq } : {};
    const answer = await request<Link>('POST', '/api/links', { at: instantText(at), as, ...pin });
    if (!answer.ok) return setMade({ state: 'failed', why: answer.message });
    const whom = focus === null ? '' : `&focus=${encodeURIComponent(focus)}`;
    const url = `${location.origin}${answer.body.path}${whom}`;
    const field = document.createElement('input');
    field.value = url;
    document.body.append(field);
    const isCopied = await copy(url, field);
    field.remove();
    setMade(isCopied ? { state: 'copied' } : { state: 'by_hand', url });
  };
  return (
    <span className="replay-group">
      <button type="button" disabled={!isReady} onClick={() => void make()}>
        {made?.state === 'copied' ? words.link.done : words.link.copy}
      </button>
      {made?.state === 'by_hand' && (
        <input
          className="replay-link"
          readOnly
          aria-label={words.link.byHand}
          title={words.link.byHand}
          value={made.url}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      <span role="status">
        {made?.state === 'copied' && <span className="visually-hidden">{words.link.copied}</span>}
        {made?.state === 'by_hand' && words.link.byHand}
        {made?.state === 'failed' && words.link.failed(made.why)}
      </span>
    </span>
  );
}
