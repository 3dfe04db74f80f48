// The one place that decides what a wall shows. A page that throws is caught by the boundary above it.
import type { FeedState } from '../feed/store.ts';

export type Scene =
  /** nobody has paired this browser, or its pairing was revoked: no figures */
  | 'pairing'
  /** refused for another reason */
  | 'refused'
  /** no answer from the server yet */
  | 'connecting'
  /** the last good view; how old it is stands in its header */
  | 'content';

export function sceneOf({ refused, view }: Pick<FeedState, 'refused' | 'view'>): Scene {
  if (refused === 'UNAUTHENTICATED') return 'pairing';
  if (refused !== null) return 'refused';
  return view === null ? 'connecting' : 'content';
}
