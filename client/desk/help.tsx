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
    <dialog ref={dialog} className="desk-help" aria-label={words.helpTitle} onClose={onClose}>
      <h2>{words.helpTitle}</h2>
      <dl>
        {words.helpKeys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <button type="button" onClick={() => dialog.current?.close()}>
        {words.close}
      </button>
    </dialog>
  );
}
