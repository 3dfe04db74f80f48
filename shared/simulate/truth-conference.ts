// Who must be seen online at an instant: from the attendance, not from the events.
import { simulatedConference } from '../sources/conference/simulate.ts';
import { dayNumber } from '../time.ts';
import type { Setup } from './setup.ts';

/**
 * Expected at `at`, with all deliveries made. `conference` is null outside the time between opening and closing:
 * `online` and `missing` (endpoint ids, by code point) speak of the running one.
 */
export function conferenceTruth(setup: Setup, at: number) {
  const conference = simulatedConference(setup, dayNumber(at));
  const online: string[] = [];
  for (const { endpoint, sessions } of conference?.attendance ?? []) {
    if (sessions.some(({ from, to }) => from <= at && at < to)) online.push(endpoint.id);
  }
  const isRunning = conference !== null && at >= conference.openedAt && at < conference.closedAt;
  const missing = setup.province.endpoints.map(({ id }) => id).filter((id) => !online.includes(id));
  return {
    endpoints: { total: setup.province.endpoints.length, online: online.length },
    conference: isRunning
      ? { id: conference.id, invited: setup.province.endpoints.length, online: online.length, missing: missing.sort() }
      : null,
  };
}
