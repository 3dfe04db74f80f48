// When an endpoint's state changed, read off its own events: for steps from change to change. What its feed's silence makes
// unknown is not among them: that is a state of the feed.
import { BEAT_TIMEOUT_MS } from '../../shared/sources/conference/model.ts';

export const PRESENCE_TYPES = ['endpoint.joined', 'endpoint.left', 'endpoint.dropped', 'endpoint.heartbeat'] as const;

/** `foldAt`: when it came to be known; `time`: the endpoint's own. Epoch ms. */
export type PresenceRow = Readonly<{ foldAt: number; time: number; type: string }>;

/**
 * Instants (epoch ms, ascending) at which the state became another one, up to `until`. `rows` in the order in which they are
 * folded; before the first of them nothing is known, so that it is a change itself.
 */
export function changesOf(rows: readonly PresenceRow[], until: number): number[] {
  const changes: number[] = [];
  let state: 'online' | 'left' | 'dropped' | null = null;
  let [beatAt, heardAt] = [-1, 0];
  const become = (next: NonNullable<typeof state>, at: number): void => {
    if (next !== state) changes.push(at);
    state = next;
  };
  const expire = (now: number): void => {
    if (state !== 'online' || beatAt < 0 || beatAt + BEAT_TIMEOUT_MS > now) return;
    become('dropped', Math.max(heardAt, beatAt + BEAT_TIMEOUT_MS));
    beatAt = -1;
  };
  for (const { foldAt, time, type } of rows) {
    expire(foldAt);
    if (type === 'endpoint.joined') become('online', foldAt);
    else if (type === 'endpoint.heartbeat') {
      become('online', foldAt);
      beatAt = Math.max(beatAt, time);
    } else {
      // A switchboard that reports the hang-up after a farewell does not turn it into a drop.
      if (type === 'endpoint.left') become('left', foldAt);
      else if (state !== 'left') become('dropped', foldAt);
      beatAt = -1;
    }
    heardAt = foldAt;
  }
  expire(until);
  return changes;
}
