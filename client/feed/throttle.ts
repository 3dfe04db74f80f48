// The newest of many, now and then.

/** Calls `send` with the newest value, at most once in `gapMs`, and never forgets the last. */
export function throttleLast<T>(gapMs: number, send: (value: T) => void): (value: T) => void {
  let waiting: { value: T } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const fire = (): void => {
    timer = undefined;
    if (!waiting) return;
    const { value } = waiting;
    waiting = null;
    timer = setTimeout(fire, gapMs);
    send(value);
  };
  return (value) => {
    waiting = { value };
    if (timer === undefined) fire();
  };
}
