// Roll-out without hands: when the server's build changes, the page makes sure that all of the new one can be had, and
// loads itself anew; spread over a minute so that not all walls go dark together, and not while an urgent alarm waits.
import { useEffect } from 'react';
import type { FeedState, FeedStore } from '../feed/store.ts';
import { useFeed } from '../feed/use-feed.ts';

export const JITTER_MS = 60_000;
export const RETRY_MS = 10_000;
/** What the build wrote beside its pages (vite.assets.ts). */
export const FILES_PATH = '/wall-files.json';

/** A new build is there and nobody is busy with an urgent alarm. */
export const shouldReload = ({ build, view }: Pick<FeedState, 'build' | 'view'>): boolean =>
  build.first !== build.last && (view === null || view.alarms.unacknowledged.P1 === 0);

/** Fetches everything that the page of `build` will ask for, into the browser's cache; whether all of it came. */
export async function preload(page: string, build: string, get: typeof fetch): Promise<boolean> {
  try {
    const [shell, list] = await Promise.all([page, FILES_PATH].map((path) => get(path, { cache: 'no-store' })));
    if (!shell?.ok || !list?.ok) return false;
    // A page that a cache on the way still keeps would be loaded again and again.
    if (!(await shell.text()).includes(`data-build="${build}"`)) return false;
    const { page: own, beside } = (await list.json()) as { page: string[]; beside: string[] };
    const files = [...own, ...beside];
    for (const file of files) {
      const answer = await get(`/${file}`);
      if (!answer.ok) return false;
      await answer.arrayBuffer();
    }
    return files.length > 0;
  } catch {
    return false;
  }
}

export function useReloadOnNewBuild(store: FeedStore): void {
  const due = useFeed(store, shouldReload);
  useEffect(() => {
    if (!due) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const attempt = async (): Promise<void> => {
      const isThere = await preload(location.pathname, store.get().build.last ?? '', fetch);
      if (ended) return;
      if (isThere) location.reload();
      else timer = setTimeout(attempt, RETRY_MS);
    };
    timer = setTimeout(attempt, Math.random() * JITTER_MS);
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [due, store]);
}
