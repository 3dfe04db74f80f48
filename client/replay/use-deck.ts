// The player's deck: what is chosen, what is shown, and what a person can do about it.
import { useState, useSyncExternalStore } from 'react';
import { DAY_MS, dayNumber, dayStart, dayText, parseDay } from '../../shared/time.ts';
import type { Pace, Playback, Replay, StepTo, Truth } from '../feed/replay.ts';
import type { FeedStore } from '../feed/store.ts';
import { useFeed } from '../feed/use-feed.ts';
import { msOfDay, type Place, rangeOf } from './address.ts';
import { otherSpeed } from './keys.ts';
import { loopOf, type Marks, NO_MARKS, put } from './loop.ts';

export type Chosen = Place & { readonly day: string };

export type Deck = Readonly<{
  place: Chosen;
  playback: Playback;
  /** What is shown, or about to be; epoch ms. */
  at: number;
  /** The view of `at` is there. */
  hasArrived: boolean;
  speed: number;
  skipQuiet: boolean;
  marks: Marks;
  endpoint: string | null;
  /** Another day or truth, at the same time of the day. */
  choose: (day: string, as: Truth) => void;
  reopen: () => void;
  toggle: () => void;
  setSpeed: (speed: number) => void;
  faster: (up: boolean) => void;
  toggleSkip: () => void;
  mark: (name: 'a' | 'b') => void;
  setMarks: (marks: Marks) => void;
  seek: (at: number) => void;
  /** Also to another day. */
  goTo: (at: number) => void;
  /** Milliseconds of the day. */
  seekTime: (ms: number) => void;
  jump: (ms: number) => void;
  step: (to: StepTo['to'], back: boolean) => void;
  pick: (endpoint: string | null) => void;
}>;

const FIRST_SPEED = 60;

/** `place`: what is chosen. `onPlace` chooses; whoever holds the place opens the replay there. */
export function useDeck(
  { replay, store }: Readonly<{ replay: Replay; store: FeedStore }>,
  place: Chosen,
  onPlace: (place: Chosen) => void,
): Deck {
  const playback = useSyncExternalStore(replay.subscribe, replay.get);
  const viewAt = useFeed(store, (state) => state.viewAt);
  const [own, setOwn] = useState({ speed: FIRST_SPEED, skipQuiet: false });
  const [marks, setOwnMarks] = useState(NO_MARKS);
  const [endpoint, pick] = useState<string | null>(null);
  const midnight = dayStart(parseDay(place.day));
  const isOfDay = (instant: number | null): instant is number =>
    instant !== null && dayText(dayNumber(instant)) === place.day;
  const isHere = isOfDay(viewAt);
  const at = isOfDay(playback.target) ? playback.target : isHere ? viewAt : midnight + place.ms;
  const isPlaying = playback.speed > 0;

  const paceOf = (change: Partial<Pace> = {}): Pace => ({ ...own, loop: loopOf(marks), ...change });
  const seek = (to: number): void => replay.seek(Math.min(Math.max(midnight, Math.round(to)), midnight + DAY_MS - 1));
  const change = (next: Partial<typeof own>): void => {
    setOwn({ ...own, ...next });
    if (isPlaying) replay.play(paceOf(next));
  };
  const changeMarks = (next: Marks): void => {
    setOwnMarks(next);
    if (isPlaying) replay.play(paceOf({ loop: loopOf(next) }));
  };
  return {
    place,
    playback,
    at,
    hasArrived: playback.status === 'open' && playback.target === null && isHere,
    ...own,
    marks,
    endpoint,
    choose: (day, as) => {
      if (day !== place.day) setOwnMarks(NO_MARKS);
      // A pin belongs to the link that one came by.
      onPlace({ ...place, day, as, ms: at - midnight, seq: null });
    },
    reopen: () => replay.open(rangeOf({ ...place, ms: at - midnight })),
    toggle: () => (isPlaying ? replay.pause() : replay.play(paceOf())),
    setSpeed: (speed) => change({ speed }),
    faster: (up) => change({ speed: otherSpeed(own.speed, up) }),
    toggleSkip: () => change({ skipQuiet: !own.skipQuiet }),
    mark: (name) => changeMarks(put(marks, name, at)),
    setMarks: changeMarks,
    seek,
    goTo: (to) => {
      const day = dayText(dayNumber(to));
      if (day === place.day) seek(to);
      else onPlace({ ...place, day, ms: msOfDay(to), seq: null });
    },
    seekTime: (ms) => seek(midnight + ms),
    jump: (ms) => seek(at + ms),
    step: (to, back) => {
      if (to !== 'endpoint') replay.step({ to, back });
      else if (endpoint !== null) replay.step({ to, back, subject: endpoint });
    },
    pick,
  };
}
