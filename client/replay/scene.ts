// The one place that decides what stands where the wall is: each way ends in a picture or in words, never in waiting for ever.
import type { Failure, Playback, Truth } from '../feed/replay.ts';
import { shiftDay } from './address.ts';
import type { Asked } from './asked.ts';
import type { KnownDays } from './told.ts';

export type Scene =
  | Readonly<{ show: 'login' | 'forbidden' | 'loading' | 'connecting' | 'nothing' | 'wall' }>
  | Readonly<{ show: 'failed'; failure: Failure }>
  /** The day lies before the first or after the last one that is known. `otherwise`: the truth in which it is known. */
  | Readonly<{ show: 'before' | 'after'; day: string; known: string; otherwise: Truth | null }>;

type Facts = Readonly<{
  refused: string | null;
  day: string | null;
  as: Truth;
  known: Asked<KnownDays>;
  playback: Pick<Playback, 'status' | 'failure'>;
  hasView: boolean;
  /** The connection has been awaited for longer than one waits without a word. */
  isSlow: boolean;
}>;

const daysOf = (known: KnownDays, as: Truth): readonly [string, string] | null =>
  as === 'then' ? known.received : known.time;

/** The day to begin with when none is asked for: the last that is over, else the last. */
export function firstDay(known: KnownDays, as: Truth): string | null {
  const days = daysOf(known, as);
  if (!days) return null;
  const [first, last] = days;
  return first === last ? last : shiftDay(last, -1);
}

export function sceneOf({ refused, day, as, known, playback, hasView, isSlow }: Facts): Scene {
  if (refused !== null) return { show: refused === 'UNAUTHENTICATED' ? 'login' : 'forbidden' };
  if (known.state === 'told') {
    const days = daysOf(known.value, as);
    if (days === null) return { show: 'nothing' };
    const [first, last] = days;
    if (day !== null && (day < first || day > last)) {
      const other = as === 'then' ? 'now' : 'then';
      const [from, to] = daysOf(known.value, other) ?? ['', ''];
      const otherwise = from !== '' && from <= day && day <= to ? other : null;
      return day < first
        ? { show: 'before', day, known: first, otherwise }
        : { show: 'after', day, known: last, otherwise };
    }
  }
  if (known.state === 'failed' && day === null) return { show: 'failed', failure: known.failure };
  if (playback.status === 'failed' && playback.failure) return { show: 'failed', failure: playback.failure };
  if (hasView) return { show: 'wall' };
  return { show: playback.status === 'connecting' && isSlow ? 'connecting' : 'loading' };
}
