// The one staleness ladder (interfaces.md §5), counted from the last beat by a clock that only goes forward.
export type Link = 'connecting' | 'live' | 'delayed' | 'stale' | 'offline';

export const DELAYED_MS = 3_000;
export const STALE_MS = 10_000;
export const OFFLINE_MS = 30_000;

/** `sinceBeatMs`: ms since the last beat came in; null while there never was one. */
export function linkOf(sinceBeatMs: number | null): Link {
  if (sinceBeatMs === null) return 'connecting';
  if (sinceBeatMs >= OFFLINE_MS) return 'offline';
  if (sinceBeatMs >= STALE_MS) return 'stale';
  if (sinceBeatMs >= DELAYED_MS) return 'delayed';
  return 'live';
}

/** May a person act on what this screen shows? Not once the picture is stale. */
export const mayAct = (link: Link): boolean => link === 'live' || link === 'delayed';
