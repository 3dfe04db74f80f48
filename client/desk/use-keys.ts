// The keys of the whole page, wherever the focus is, but for fields and dialogs.
import { useEffect, useRef } from 'react';
import { focusOf, type Intent, intentOf } from './keys.ts';

/** Something lies over the list and keeps its keys to itself. */
const COVERED = 'dialog[open], .desk-main[hidden]';

/** `onIntent` answers whether it did something; what it did nothing for is the browser's. */
export function useKeys(onIntent: (intent: Intent) => boolean): void {
  const latest = useRef(onIntent);
  useEffect(() => {
    latest.current = onIntent;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector(COVERED) !== null) return;
      const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
      const intent = intentOf({ key, shiftKey, ctrlKey, metaKey, altKey, on: focusOf(event.target) });
      if (intent !== null && latest.current(intent)) event.preventDefault();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
