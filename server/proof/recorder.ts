// Keeps the fingerprint of what the screens are shown: once in each minute of the server's clock, and when alarms change.
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { LogEvent } from '../../shared/event.ts';
import { MINUTE_MS, SECOND_MS } from '../../shared/time.ts';
import type { Published } from '../submission.ts';
import { viewHash } from '../view-hash.ts';
import { keepFingerprint, type Why } from './fingerprints.ts';

export type FingerprintRecorder = Readonly<{
  /** What was folded: to be told before the view that shows it is published. */
  folded: (stored: readonly LogEvent[]) => void;
  /** A pair that has gone out. Returns at once: hashing waits for the loop's next turn. */
  published: (pair: Published) => void;
  /** Resolves when what is being written, if anything, is written or has failed. */
  settled: () => Promise<void>;
}>;

/** `monotonic`: real ms. At most one a second is hashed, however fast an exercise runs or alarms come. */
export function createFingerprintRecorder(deps: {
  pool: Pick<Pool, 'query'>;
  monotonic: () => number;
  log: Logger;
}): FingerprintRecorder {
  const { pool, monotonic, log } = deps;
  let alarmsChanged = false;
  let [minute, takenAt] = [Number.NaN, Number.NEGATIVE_INFINITY];
  let writing: Promise<void> | null = null;

  async function keep({ seq, at, view }: Published, why: Why): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    try {
      await keepFingerprint(pool, { seq, at, truth: 'then', hash: viewHash(view) }, why);
    } catch (error) {
      log.warn({ err: error, seq }, 'a fingerprint of the view could not be stored');
      minute = Number.NaN; // the next pair takes its place
    } finally {
      writing = null;
    }
  }

  return {
    folded: (stored) => {
      alarmsChanged ||= stored.some(({ type }) => type.startsWith('alarm.'));
    },
    published: (pair) => {
      const now = Math.floor(pair.at / MINUTE_MS);
      if (!alarmsChanged && now === minute) return;
      if (writing || monotonic() - takenAt < SECOND_MS) return;
      const why = alarmsChanged ? 'alarm' : 'minute';
      [alarmsChanged, minute, takenAt] = [false, now, monotonic()];
      writing = keep(pair, why);
    },
    settled: () => writing ?? Promise.resolve(),
  };
}
