// What the clock does to endpoints: heartbeat time-outs to the millisecond, and housekeeping when a local day ends.
import { dayNumber } from '../../time.ts';
import { horizonOf } from './fold.ts';
import { BEAT_TIMEOUT_MS, type ConferenceModel, conferenceState, NEVER } from './model.ts';
import { prune } from './moves.ts';

/** After it the view depends on the events folded and on `now`, whatever settles happened between. */
export function settleConferences(model: ConferenceModel, now: number): void {
  if (now >= model.nextDeadline) {
    let next = NEVER;
    for (const endpoint of model.endpoints.values()) {
      for (const session of endpoint.sessions) {
        if (session.beatAt < 0 || session.out) continue;
        const deadline = session.beatAt + BEAT_TIMEOUT_MS;
        if (now < deadline) next = Math.min(next, deadline);
        else {
          session.out = true;
          model.rev += 1;
          endpoint.rev = model.rev;
        }
      }
    }
    model.nextDeadline = next;
  }
  const day = dayNumber(now);
  if (day !== model.day) {
    model.day = day;
    for (const endpoint of model.endpoints.values()) prune(endpoint, horizonOf(now));
  }
}

/** Drops conferences that are over and endpoints that were only heard, last known before `before`. */
export function forgetConferences(model: ConferenceModel, before: number): void {
  for (const conference of model.conferences.values()) {
    const state = conferenceState(conference);
    const over = state === 'closed' || state === 'cancelled' || conference.endsAt < before;
    if (over && conference.knownAt < before) model.conferences.delete(conference.id);
  }
  for (const endpoint of model.endpoints.values()) {
    if (endpoint.registeredAt < 0 && endpoint.knownAt < before) model.endpoints.delete(endpoint.id);
  }
  model.rev += 1;
  model.roster += 1;
}
