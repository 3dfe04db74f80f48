// The replay's keys: space, arrows, and , . [ ] as in film cutting.
export type Key =
  | { do: 'toggle' }
  | { do: 'jump'; seconds: number }
  | { do: 'step'; to: 'event' | 'alarm'; back: boolean }
  | { do: 'faster' | 'slower' };

export const SPEEDS = [0.5, 1, 2, 5, 10, 30, 60, 300, 900] as const;

const KEYS: Readonly<Record<string, Key>> = {
  ' ': { do: 'toggle' },
  ArrowLeft: { do: 'jump', seconds: -10 },
  ArrowRight: { do: 'jump', seconds: 10 },
  ArrowUp: { do: 'faster' },
  ArrowDown: { do: 'slower' },
  '.': { do: 'step', to: 'event', back: false },
  ',': { do: 'step', to: 'event', back: true },
  ']': { do: 'step', to: 'alarm', back: false },
  '[': { do: 'step', to: 'alarm', back: true },
};

const MINUTE_S = 60;

/** What a key press means; null: nothing, or it belongs to a field that is being typed in. Shift jumps minutes. */
export function keyOf(
  event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>,
  typing: boolean,
): Key | null {
  if (typing || event.ctrlKey || event.altKey || event.metaKey) return null;
  const key = KEYS[event.key] ?? null;
  if (key?.do === 'jump' && event.shiftKey) return { do: 'jump', seconds: Math.sign(key.seconds) * MINUTE_S };
  return key;
}

/** The next speed up or down from `speed`. */
export function otherSpeed(speed: number, up: boolean): number {
  const next = up ? SPEEDS.find((one) => one > speed) : SPEEDS.findLast((one) => one < speed);
  return next ?? speed;
}
