// Frames in, view out: the same store for live and for replay. Holds the last good view through every loss of connection.
import type { View } from '../../shared/view.ts';
import { applyPatch, type Beat, type Frame } from '../../shared/wire.ts';
import { type Link, linkOf } from './ladder.ts';
import { share } from './share.ts';

export type FeedState = Readonly<{
  mode: 'live' | 'replay';
  /** The last view that fitted; null before the first snapshot. Unchanged parts keep their reference. */
  view: View | null;
  epoch: string | null;
  n: number;
  seq: number | null;
  /** Instant of the view (epoch ms). */
  viewAt: number | null;
  /** The far end's clock (epoch ms) as of its last beat, or frame in a replay. Never this machine's. */
  clock: number | null;
  link: Link;
  /** Build of the server that was first heard, and the one heard last: they differ after a roll-out. */
  build: Readonly<{ first: string | null; last: string | null }>;
  /** How often the server passed this screen over because it did not keep up. */
  behind: number;
  /** Code of a refused connection (`UNAUTHENTICATED`); null once a frame came in. */
  refused: string | null;
}>;

export type FeedStore = Readonly<{
  get: () => FeedState;
  subscribe: (listener: () => void) => () => void;
  frame: (frame: Frame) => void;
  beat: (beat: Beat) => void;
  /** The far end is alive, without news of its clock (a paused replay). */
  heard: () => void;
  refuse: (code: string) => void;
  /** Recounts the staleness ladder; called a few times a second. */
  tick: () => void;
  /** Frames applied so far. */
  frames: () => number;
}>;

export type FeedOptions = Readonly<{
  mode: 'live' | 'replay';
  /** Monotonic ms (`performance.now`). */
  now: () => number;
  /** Asks the server for a snapshot. */
  resync: () => void;
  /** When to tell listeners: at most once a drawn frame. */
  schedule: (flush: () => void) => void;
  /** What the page was built as; left out where it does not know: then what the first beat says. */
  build?: string | null;
}>;

export const RESYNC_GAP_MS = 1_000;
/** So many beats in a row that know of frames which never came: something was lost on the way. */
const LOST_BEATS = 3;

const initial = (mode: 'live' | 'replay', build: string | null): FeedState => ({
  mode,
  view: null,
  epoch: null,
  n: 0,
  seq: null,
  viewAt: null,
  clock: null,
  link: 'connecting',
  build: { first: build, last: build },
  behind: 0,
  refused: null,
});

export function createFeedStore({ mode, now, resync, schedule, build = null }: FeedOptions): FeedStore {
  let state = initial(mode, build);
  let heardAt: number | null = null;
  /** Since when beats tell of frames that we do not have; null: we have all. */
  let behindSince: number | null = null;
  let resyncAt = Number.NEGATIVE_INFINITY;
  let waiting = false;
  let lost = 0;
  let applied = 0;
  let scheduled = false;
  const listeners = new Set<() => void>();

  const flush = (): void => {
    scheduled = false;
    for (const listener of listeners) listener();
  };

  const set = (change: Partial<FeedState>): void => {
    state = { ...state, ...change };
    if (!scheduled) {
      scheduled = true;
      schedule(flush);
    }
  };

  const ask = (): void => {
    waiting = true;
    if (now() - resyncAt < RESYNC_GAP_MS) return;
    resyncAt = now();
    resync();
  };

  const relink = (): void => {
    // A picture that has fallen behind a server that lives is as old as one without a connection.
    const since = heardAt === null ? null : Math.min(heardAt, behindSince ?? heardAt);
    const link = linkOf(since === null ? null : now() - since);
    if (link !== state.link) set({ link });
  };

  const accept = (view: View, { epoch, n, seq, at }: Frame): void => {
    waiting = false;
    lost = 0;
    behindSince = null;
    applied += 1;
    const viewAt = Date.parse(at);
    const clock = mode === 'replay' || state.clock === null ? viewAt : state.clock;
    set({ view, epoch, n, seq, viewAt, clock, refused: null });
  };

  /** The view after a patch; null when the patch does not stand on what we have. */
  const patched = ({ patch, epoch, n }: Frame & { kind: 'patch' }): View | null => {
    if (waiting || state.view === null || epoch !== state.epoch || n !== state.n + 1) return null;
    try {
      return applyPatch(state.view, patch);
    } catch {
      return null;
    }
  };

  const frame = (next: Frame): void => {
    if (next.kind === 'snapshot') {
      if (heardAt === null) heardAt = now();
      accept(share(state.view, next.view), next);
      if (next.behindMs !== undefined) set({ behind: state.behind + 1 });
      relink();
      return;
    }
    const view = patched(next);
    if (view) accept(view, next);
    else ask();
  };

  const heard = (): void => {
    heardAt = now();
    relink();
  };

  const beat = ({ epoch, n, at, build }: Beat): void => {
    heardAt = now();
    const isBehind = state.view !== null && (epoch !== state.epoch || n > state.n);
    behindSince = isBehind ? (behindSince ?? now()) : null;
    const first = state.build.first ?? build;
    const builds = state.build.last === build ? state.build : { first, last: build };
    set({ clock: Date.parse(at), build: builds });
    relink();
    lost = isBehind ? lost + 1 : 0;
    if (lost >= LOST_BEATS) {
      lost = 0;
      ask();
    }
  };

  const tick = (): void => {
    relink();
    if (waiting && state.link === 'live') ask();
  };

  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    frame,
    beat,
    heard,
    refuse: (code) => set({ refused: code }),
    tick,
    frames: () => applied,
  };
}
