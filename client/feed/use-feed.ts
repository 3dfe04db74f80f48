// Reading the feed from a component. Select the smallest part: it keeps its reference until it changes.
import { useSyncExternalStore } from 'react';
import type { FeedState, FeedStore } from './store.ts';

/** `select` must return a part of the state, not a new object, or the component draws itself on every frame. */
export const useFeed = <T>(store: FeedStore, select: (state: FeedState) => T): T =>
  useSyncExternalStore(store.subscribe, () => select(store.get()));
