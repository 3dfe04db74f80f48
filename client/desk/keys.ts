// What a key means on the desk. Letters are actions; their table is actions.ts.
import { ACTIONS } from './actions.ts';
import { LISTS, type ListName } from './lists.ts';
import type { Move } from './selection.ts';

export type Intent = Readonly<
  | { do: 'move'; move: Move; extend: boolean }
  | { do: 'mark' | 'markShown' | 'filter' | 'help' | 'escape' | 'toggleGroup' }
  | { do: 'expand'; open: boolean }
  | { do: 'list'; list: ListName }
  /** The letter of an action. */
  | { do: 'act'; key: string }
>;

export type Stroke = Readonly<{
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** Where the focus is: in a field keys are text; on a button Enter and the blank press it. */
  on: 'field' | 'button' | 'page';
}>;

const MOVES: Readonly<Record<string, Move>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 'page',
  PageUp: 'pageBack',
  Home: 'first',
  End: 'last',
};
const LETTERS = new Set(ACTIONS.map(({ key }) => key));

/** Null: the browser's own business. */
export function intentOf({ key, shiftKey, ctrlKey, metaKey, altKey, on }: Stroke): Intent | null {
  if (on === 'field' || altKey) return null;
  const letter = key.toLowerCase();
  if (ctrlKey || metaKey) return letter === 'a' ? { do: 'markShown' } : null;
  const move = MOVES[key];
  if (move !== undefined) return { do: 'move', move, extend: shiftKey && typeof move === 'number' };
  if (key === 'Escape') return { do: 'escape' };
  if (on === 'page' && key === ' ') return { do: 'mark' };
  if (on === 'page' && key === 'Enter') return { do: 'toggleGroup' };
  if (key === 'ArrowRight' || key === 'ArrowLeft') return { do: 'expand', open: key === 'ArrowRight' };
  if (key === '/') return { do: 'filter' };
  if (key === '?') return { do: 'help' };
  const list = LISTS[Number(key) - 1];
  if (/^[1-9]$/.test(key) && list) return { do: 'list', list };
  return LETTERS.has(letter) ? { do: 'act', key: letter } : null;
}

/** What has the focus. */
export function focusOf(target: EventTarget | null): Stroke['on'] {
  if (typeof HTMLElement === 'undefined' || !(target instanceof HTMLElement)) return 'page';
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return 'field';
  return /^(BUTTON|A|SUMMARY)$/.test(target.tagName) ? 'button' : 'page';
}
