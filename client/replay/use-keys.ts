// Keys pressed anywhere on the page, while no dialog is open.
import { useEffect, useRef } from 'react';
import { type Key, keyOf, type Stroke } from './keys.ts';

function placeOf(target: EventTarget | null): Stroke['on'] {
  if (!(target instanceof Element)) return 'page';
  if (target.matches('input:not([type=range]), select, textarea')) return 'field';
  return target.matches('button, a, [role=tab]') ? 'button' : 'page';
}

/** `onKey` says whether the press was for it: then the browser does nothing of its own. */
export function useKeys(onKey: (key: Key) => boolean): void {
  const latest = useRef(onKey);
  latest.current = onKey;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (document.querySelector('dialog[open]')) return;
      const { key, shiftKey, ctrlKey, altKey, metaKey, target } = event;
      const found = keyOf({ key, shiftKey, ctrlKey, altKey, metaKey, on: placeOf(target) });
      if (found && latest.current(found)) event.preventDefault();
    };
    // A button that was clicked keeps no focus: the blank after it plays and pauses.
    const release = ({ detail, target }: MouseEvent): void => {
      const button = detail > 0 && target instanceof Element ? target.closest('button') : null;
      button?.blur();
    };
    window.addEventListener('keydown', press);
    window.addEventListener('click', release);
    return () => {
      window.removeEventListener('keydown', press);
      window.removeEventListener('click', release);
    };
  }, []);
}
