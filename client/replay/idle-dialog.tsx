// Asks whether anybody is still there, and counts down.
import { useEffect, useRef } from 'react';
import { number } from '../../shared/i18n/format.ts';
import { SECOND_MS } from '../../shared/time.ts';
import { words } from './words.ts';

/** Any key or movement answers it, so it needs no handler of its own. */
export function IdleDialog({ leftMs, onLeave }: Readonly<{ leftMs: number; onLeave: () => void }>) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="replay-dialog" role="alertdialog" aria-labelledby="idle-title">
      <h2 id="idle-title">{words.idle.title}</h2>
      <p>{words.idle.left(number(Math.ceil(leftMs / SECOND_MS)))}</p>
      <div className="replay-group">
        <button type="button">{words.idle.stay}</button>
        <button type="button" onClick={onLeave}>
          {words.idle.leave}
        </button>
      </div>
    </dialog>
  );
}
