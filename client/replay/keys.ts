// The replay's keys: as in film cutting, and letters for what has a name.
import { SECOND_MS } from '../../shared/time.ts';
import type { StepTo } from '../feed/replay.ts';

export type Key = Readonly<
  | { do: 'toggle' | 'faster' | 'slower' | 'clear' | 'skip' | 'truth' | 'pane' | 'help' }
  | { do: 'jump'; ms: number }
  | { do: 'step'; to: StepTo['to']; back: boolean }
  | { do: 'mark'; name: 'a' | 'b' }
  /** Into the field of the time; `typed`: the key is its first digit. */
  | { do: 'time'; typed: boolean }
>;

export const SPEEDS = [0.5, 1, 2, 5, 10, 30, 60, 300, 900] as const;

const KEYS: Readonly<Record<string, Key>> = {
  ' ': { do: 'toggle' },
  ArrowUp: { do: 'faster' },
  ArrowDown: { do: 'slower' },
  '.': { do: 'step', to: 'event', back: false },
  ',': { do: 'step', to: 'event', back: true },
  ']': { do: 'step', to: 'alarm', back: false },
  '[': { do: 'step', to: 'alarm', back: true },
  '}': { do: 'step', to: 'endpoint', back: false },
  '{': { do: 'step', to: 'endpoint', back: true },
  a: { do: 'mark', name: 'a' },
  b: { do: 'mark', name: 'b' },
  x: { do: 'clear' },
  s: { do: 'skip' },
  v: { do: 'truth' },
  d: { do: 'pane' },
  t: { do: 'time', typed: false },
  '?': { do: 'help' },
};
const ARROWS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

export type Stroke = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'> &
  Readonly<{
    /** Where the focus is: in a field keys are text; on a button Enter and the blank press it. */
    on: 'field' | 'button' | 'page';
  }>;

/** What a key press means; null: nothing, or it belongs to the field or button that has the focus. */
export function keyOf({ key, shiftKey, ctrlKey, altKey, metaKey, on }: Stroke): Key | null {
  if (on === 'field' || ctrlKey || altKey || metaKey) return null;
  if (on === 'button' && key === ' ') return null;
  const arrow = ARROWS[key];
  if (arrow !== undefined) return { do: 'jump', ms: arrow * (shiftKey ? 30 : 10) * SECOND_MS };
  if (/^\d$/.test(key)) return { do: 'time', typed: true };
  return KEYS[key.length === 1 ? key.toLowerCase() : key] ?? null;
}

/** The next speed up or down from `speed`. */
export function otherSpeed(speed: number, up: boolean): number {
  const next = up ? SPEEDS.find((one) => one > speed) : SPEEDS.findLast((one) => one < speed);
  return next ?? speed;
}
