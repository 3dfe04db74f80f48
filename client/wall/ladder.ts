// The one place that decides what a wall shows. A page that throws is caught by the boundary above it.
import type { FeedState } from '../feed/store.ts';
import type { Followed } from './follow.ts';

export type Scene =
  /** nobody has paired this browser, or its pairing was revoked: no figures */
  | 'pairing'
  /** refused for another reason */
  | 'refused'
  /** no answer from the server yet, or not what this wall is to show */
  | 'connecting'
  /** the last good view; how old it is stands in its header */
  | 'content';

type Facts = Pick<FeedState, 'refused' | 'view'> & Readonly<{ followed: Followed }>;

export function sceneOf({ refused, view, followed }: Facts): Scene {
  if (refused === 'UNAUTHENTICATED') return 'pairing';
  if (refused !== null || followed.state === 'refused') return 'refused';
  return view === null || followed.state === 'asking' ? 'connecting' : 'content';
}
