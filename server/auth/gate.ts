// A few at a time, the rest in a line of bounded length.

/** `enter(work)` runs at most `atOnce` works together; null when `waiting` others stand in line already. */
export function createGate(atOnce: number, waiting: number) {
  let inside = 0;
  const line: (() => void)[] = [];
  return async function enter<T>(work: () => Promise<T>): Promise<T | null> {
    if (inside >= atOnce) {
      if (line.length >= waiting) return null;
      await new Promise<void>((go) => line.push(go)); // whoever leaves hands over the place
    } else inside += 1;
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next) next();
      else inside -= 1;
    }
  };
}
