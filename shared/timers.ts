// When the clock alone changes something: a binary heap of (instant, name) in two plain arrays.
// Entries are never taken out of the middle; one that is no longer true is passed over when it comes up.

export type Timers = { at: number[]; code: string[] };

export function pushTimer({ at, code }: Timers, instant: number, what: string): void {
  let i = at.length;
  at.push(instant);
  code.push(what);
  while (i > 0) {
    const up = (i - 1) >> 1;
    const upAt = at[up] ?? 0;
    if (upAt <= instant) break;
    at[i] = upAt;
    code[i] = code[up] ?? '';
    i = up;
  }
  at[i] = instant;
  code[i] = what;
}

/** Takes out the earliest entry that is due at `now`: its name, or null when none is. */
export function popTimer({ at, code }: Timers, now: number): string | null {
  const first = at[0];
  const found = code[0];
  if (first === undefined || found === undefined || first > now) return null;
  const instant = at.pop() ?? 0;
  const what = code.pop() ?? '';
  const size = at.length;
  if (size === 0) return found;
  let i = 0;
  for (;;) {
    let down = 2 * i + 1;
    if (down >= size) break;
    if (down + 1 < size && (at[down + 1] ?? 0) < (at[down] ?? 0)) down++;
    const downAt = at[down] ?? 0;
    if (downAt >= instant) break;
    at[i] = downAt;
    code[i] = code[down] ?? '';
    i = down;
  }
  at[i] = instant;
  code[i] = what;
  return found;
}
