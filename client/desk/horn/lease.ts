// One horn a room: the server lends it for ten seconds to one console after another's silence. Who hears nothing from the
// server sounds: two horns are allowed, none is not.
import type { HornAnswer, HornChanged } from '../../../shared/wire-schema.ts';

export const BEAT_MS = 3_000;
/** News may come of our own beat: it is not answered by the next one at once. */
const AGAIN_MS = 500;
/** As long as the server's lease: an answer that is older says nothing any more. */
export const LEASE_MS = 10_000;
/** After opening, the first answer is waited for so long. */
export const PATIENCE_MS = 3_500;

export type Alone = Readonly<Record<string, string>>;
export type Silence = Readonly<{ upTo: number; by: string | null }>;

export type LeaseOptions = Readonly<{
  room: string;
  /** Sends `horn.beat` now or not at all. `reply` gets whatever came back, or is never called. */
  emit: (payload: { room: string; state: 'ok' | 'blocked' }, reply: (answer: unknown) => void) => void;
  state: () => 'ok' | 'blocked';
  /** Ms of a clock that only goes forward. */
  now: () => number;
  onChange: () => void;
}>;

export type Lease = Readonly<{
  /** Beats when it is time to; to be called often. */
  tick: () => void;
  /** Beats at once: what the server should know has changed. */
  beat: () => void;
  /** Is it for this console to sound? */
  sounds: () => boolean;
  /** Name of whoever's console sounds; null: nobody's; undefined: not heard yet. */
  holder: () => string | null | undefined;
  silence: () => Silence | null;
  /** Occurrences silenced one by one, and what each alarmed up to then (as instants are written). */
  alone: () => Alone;
  /** The server has taken note of a silence; `by` null: it has not said whose. */
  silenced: (upTo: string | null, by: string | null) => void;
  /** `horn.changed` of the server. */
  changed: (news: HornChanged) => void;
}>;

const isAnswer = (value: unknown): value is HornAnswer =>
  typeof value === 'object' && value !== null && 'sounder' in value && typeof value.sounder === 'boolean';

export function createLease({ room, emit, state, now, onChange }: LeaseOptions): Lease {
  const openedAt = now();
  let beatAt = Number.NEGATIVE_INFINITY;
  let answer: Readonly<{ sounder: boolean; at: number }> | null = null;
  let silence: Silence | null = null;
  let alone: Alone = {};
  let holder: string | null | undefined;

  function silenced(upTo: string | null, by: string | null): void {
    const instant = upTo === null ? Number.NaN : Date.parse(upTo);
    // A silence is never taken back: what is older has been overtaken on the way.
    if (Number.isNaN(instant) || instant < (silence?.upTo ?? Number.NEGATIVE_INFINITY)) return;
    if (instant === silence?.upTo && (by === null || by === silence.by)) return;
    silence = { upTo: instant, by };
  }

  function beat(): void {
    beatAt = now();
    emit({ room, state: state() }, (reply) => {
      if (!isAnswer(reply)) return;
      answer = { sounder: reply.sounder, at: now() };
      silenced(reply.silencedUpTo ?? null, reply.silencedBy ?? null);
      alone = reply.silencedAlone ?? {};
      onChange();
    });
  }

  return {
    tick() {
      if (now() - beatAt >= BEAT_MS) beat();
    },
    beat,
    sounds() {
      const since = now() - (answer?.at ?? openedAt);
      if (answer === null) return since >= PATIENCE_MS;
      return answer.sounder || since >= LEASE_MS;
    },
    holder: () => holder,
    silence: () => silence,
    alone: () => alone,
    silenced,
    changed(news) {
      if (news.room !== room) return;
      holder = news.holder;
      silenced(news.silencedUpTo, news.silencedBy);
      alone = news.silencedAlone;
      // Nobody has it: whoever asks first gets it.
      if (news.holder === null && now() - beatAt >= AGAIN_MS) beat();
      onChange();
    },
  };
}
