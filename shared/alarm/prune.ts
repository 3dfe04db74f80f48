// What the alarm list forgets: by age once an hour, by number when there is too much.
import { DAY_MS, HOUR_MS } from '../time.ts';
import { type Alarms, keyOf } from './fold.ts';
import type { Occurrence } from './occurrence.ts';

export const CLOSED_KEPT_MS = 60 * DAY_MS;
export const CLOSED_KEPT = 20_000;
export const ANSWERS_KEPT_MS = 7 * DAY_MS;
export const ANSWERS_KEPT = 50_000;
/** Much longer than anything is kept open by a source: a forgotten disposal would raise its notice again. */
const DISPOSED_KEPT_MS = 400 * DAY_MS;
const DISPOSED_KEPT = 50_000;

/** Drops what closed before `before` (epoch ms). */
export function forgetAlarms(model: Alarms, before: number): void {
  dropWhile(model.closed, (o) => (o.closedAt ?? 0) < before, droppedClosed(model));
}

const droppedClosed = (model: Alarms) => (o: Occurrence) => {
  const key = keyOf(o.rule, o.subject);
  if (model.lastClosed.get(key) === o.occurrence) model.lastClosed.delete(key);
};

const droppedDisposal = (model: Alarms) => () => {
  model.disposals += 1;
};

/**
 * By age once an hour; by number an eighth at a time. Not one by one: a Map from whose front one entry goes at each event
 * is slow to look into, because the places of the gone are passed over again and again.
 */
export function prune(model: Alarms, now: number): void {
  if (now - model.prunedAt >= HOUR_MS) {
    model.prunedAt = now;
    dropWhile(model.answers, (answer) => answer.at < now - ANSWERS_KEPT_MS);
    dropWhile(model.disposed, (disposal) => disposal.at < now - DISPOSED_KEPT_MS, droppedDisposal(model));
    forgetAlarms(model, now - CLOSED_KEPT_MS);
  }
  shrink(model.answers, ANSWERS_KEPT);
  shrink(model.disposed, DISPOSED_KEPT, droppedDisposal(model));
  shrink(model.closed, CLOSED_KEPT, droppedClosed(model));
}

function shrink<T>(map: Map<string, T>, keep: number, dropped?: (value: T) => void): void {
  if (map.size > keep) dropWhile(map, () => map.size > (keep * 7) / 8, dropped);
}

/** Drops from the front of a map that is in order of age. */
function dropWhile<T>(map: Map<string, T>, goes: (value: T) => boolean, dropped?: (value: T) => void): void {
  for (const [id, value] of map) {
    if (!goes(value)) return;
    map.delete(id);
    dropped?.(value);
  }
}
