// Roll-out without hands: when the server's build changes, the page loads itself anew, spread over a minute so that not
// all walls go dark together, and not while an urgent alarm waits.
import { useEffect } from 'react';
import type { FeedState, FeedStore } from '../feed/store.ts';
import { useFeed } from '../feed/use-feed.ts';

export const JITTER_MS = 60_000;

/** A new build is there and nobody is busy with an urgent alarm. */
export const shouldReload = ({ build, view }: Pick<FeedState, 'build' | 'view'>): boolean =>
  build.first !== build.last && (view === null || view.alarms.unacknowledged.P1 === 0);

export function useReloadOnNewBuild(store: FeedStore): void {
  const due = useFeed(store, shouldReload);
  useEffect(() => {
    if (!due) return;
    const timer = setTimeout(() => location.reload(), Math.random() * JITTER_MS);
    return () => clearTimeout(timer);
  }, [due]);
}
