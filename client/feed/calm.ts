// A wall's figures change at most four times a second, and one subject a turn, so that no frame has to draw them all.
// An urgent alarm, the clock and the state of the connection come at once.
import type { View } from '../../shared/view.ts';
import type { FeedState, FeedStore } from './store.ts';

export const FIGURE_GAP_MS = 250;
/** Between the turns of two subjects. */
export const TURN_MS = 34;

const SUBJECTS: readonly (readonly (keyof View)[])[] = [
  ['alarms'],
  ['dossier', 'quality'],
  ['conference'],
  ['security'],
  ['feeds'],
];

/** The same feed, calmer. `now`: monotonic ms; `later` calls back after so many. */
export function calmFeed(
  store: FeedStore,
  now: () => number = () => performance.now(),
  later: (call: () => void, ms: number) => void = setTimeout,
): FeedStore {
  const listeners = new Set<() => void>();
  let shown: FeedState = store.get();
  let shownAt = SUBJECTS.map(() => Number.NEGATIVE_INFINITY);
  let turnAt = Number.NEGATIVE_INFINITY;
  let waits = false;

  const isUrgent = (before: View, next: View): boolean =>
    next.alarms.unacknowledged.P1 > before.alarms.unacknowledged.P1;

  /** The view to show, and in how many ms there is more of it; null: it is complete. */
  function mix(before: View, next: View): { view: View; rest: number | null } {
    const at = now();
    const open = SUBJECTS.map((keys, index) => ({ keys, index, at: shownAt[index] ?? 0 }))
      .filter(({ keys }) => keys.some((key) => before[key] !== next[key]))
      .sort((a, b) => a.at - b.at);
    const [first] = open;
    if (!first) return { view: next, rest: null };
    const wait = Math.max(first.at + FIGURE_GAP_MS, turnAt + TURN_MS) - at;
    const isTurn = wait <= 0;
    if (isTurn) shownAt[first.index] = turnAt = at;
    const held = (isTurn ? open.slice(1) : open).flatMap(({ keys }) => keys);
    const kept = Object.fromEntries(held.map((key) => [key, before[key]]));
    const rest = !isTurn ? wait : held.length > 0 ? TURN_MS : null;
    return { view: held.length > 0 ? { ...next, ...kept } : next, rest };
  }

  function update(): void {
    const state = store.get();
    const before = shown.epoch === state.epoch ? shown.view : null;
    if (before !== null && state.view !== null && !isUrgent(before, state.view)) {
      const { view, rest } = mix(before, state.view);
      shown = { ...state, view };
      if (rest !== null && !waits) {
        waits = true;
        later(() => {
          waits = false;
          update();
        }, rest);
      }
    } else {
      // The first picture, and one after a gap, is a new one: nothing of the old is kept beside it. Nor beside an alarm.
      shown = state;
      shownAt = SUBJECTS.map(() => now());
    }
    for (const listener of listeners) listener();
  }
  store.subscribe(update);

  return {
    ...store,
    get: () => shown,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
