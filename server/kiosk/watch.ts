// What is to be done about what is seen. Loading again is tried before starting again; a server that is away is waited for.
import type { Sight } from './page.ts';

export type Deed = 'wait' | 'navigate' | 'relaunch';

export type Limits = Readonly<{
  /** So long may the page draw nothing, or draw and show nothing. */
  frameMs: number;
  /** So long has the page to show something after it was loaded again. */
  againMs: number;
  /** Between two tries to reach a server that is away, or to leave an address that is not the wall's. */
  awayMs: number;
}>;

export const LIMITS: Limits = { frameMs: 20_000, againMs: 10_000, awayMs: 10_000 };

/** For one life of the browser, begun at `now`. Instants are monotonic ms. */
export function createWatch({ frameMs, againMs, awayMs }: Limits, began: number): (sight: Sight, now: number) => Deed {
  let wellAt = began;
  /** When the page was loaded again because it showed nothing, without a picture since. */
  let loadedAt: number | null = null;
  /** When the wall's address was last asked for from another one. */
  let askedAt = began;

  return (sight, now) => {
    switch (sight) {
      case 'picture':
        [wellAt, loadedAt] = [now, null];
        return 'wait';
      case 'away':
      case 'elsewhere':
        // The browser itself is well: starting it again would bring nothing.
        [wellAt, loadedAt] = [now, null];
        if (now - askedAt < awayMs) return 'wait';
        askedAt = now;
        return 'navigate';
      case 'crashed':
        if (loadedAt !== null) return 'relaunch';
        loadedAt = now;
        return 'navigate';
      case 'blank':
      case 'silent':
        if (loadedAt !== null) return now - loadedAt >= againMs ? 'relaunch' : 'wait';
        if (now - wellAt < frameMs) return 'wait';
        loadedAt = now;
        return 'navigate';
    }
  };
}
