// The keys, on one card.
import { useEffect, useRef } from 'react';
import { words } from './words.ts';

/** A modal dialog of the browser: it holds the focus and closes with Esc by itself. */
export function Help({ onClose }: Readonly<{ onClose: () => void }>) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="replay-dialog" aria-label={words.help.open} onClose={onClose}>
      <h2>{words.help.open}</h2>
      <dl className="replay-keys">
        {words.help.keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <button type="button" onClick={() => dialog.current?.close()}>
        {words.help.close}
      </button>
    </dialog>
  );
}
