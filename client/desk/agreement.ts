// The list is made of differences: were one ever lost, nothing on it would say so. The server's own counts, which come
// another way, must agree with ours whenever both stand still; where they do not, the list is asked for anew.
import type { Counts } from './counter.ts';

/** Both must have stood still for so long before they are compared. */
export const STILL_MS = 3_000;
/** The list is not asked for more often than this. */
export const RELOAD_GAP_MS = 30_000;

export type Figures = Readonly<{
  unacknowledged: Counts['unacknowledged'];
  shelved: number;
  suppressed: number;
  outOfService: number;
}>;

const text = ({ unacknowledged: { P1, P2, P3, P4 }, shelved, suppressed, outOfService }: Figures): string =>
  [P1, P2, P3, P4, shelved, suppressed, outOfService].join(' ');

/** `reload` asks for the whole list. `check` is called about once a second; true: they differ. */
export function createAgreement(reload: () => void): {
  check: (ours: Figures, theirs: Figures, now: number) => boolean;
} {
  let seen = '';
  let since = 0;
  let reloadedAt = Number.NEGATIVE_INFINITY;
  return {
    check(ours, theirs, now) {
      const [a, b] = [text(ours), text(theirs)];
      if (seen !== `${a} ${b}`) [seen, since] = [`${a} ${b}`, now];
      if (a === b || now - since < STILL_MS) return false;
      if (now - reloadedAt >= RELOAD_GAP_MS) {
        reloadedAt = now;
        reload();
      }
      return true;
    },
  };
}
