// A storm from the command line: sent to a server like everything else, or rehearsed in memory.
import { alarmsView } from '../../shared/alarm/view.ts';
import { rehearse } from '../../shared/simulate/rehearse.ts';
import { makeStorm, type StormName } from '../../shared/simulate/storms/index.ts';
import { parseInstant } from '../../shared/time.ts';
import { viewOf } from '../../shared/view-of.ts';
import { viewHash } from '../view-hash.ts';
import { createListOutbox, type Outbox, readProvince } from './outbox.ts';

/** A Tuesday morning: rehearsals of one seed are alike whenever they are made. */
const REHEARSED_FROM = parseInstant('2021-10-12T09:00:00.000+07:00');

/** The storm as it is sent, beginning at `from` (epoch ms). */
export const stormOutbox = (name: StormName, seed: number, from: number): Outbox =>
  createListOutbox(makeStorm(name, seed, from, readProvince()).events);

/** Folds and judges the storm without a server. The same seed gives the same hash of the last view. */
export function rehearseStorm(name: StormName, seed: number) {
  const { events, until, expected } = makeStorm(name, seed, REHEARSED_FROM, readProvince());
  const { model, log, duplicates, announced, raised, mostSuppressed, mostChattering, floodSec } = rehearse(
    events,
    until,
  );
  const { unacknowledged, suppressed } = alarmsView(model.alarms, until);
  return {
    scenario: name,
    seed,
    events: events.length,
    duplicates,
    expected,
    alarms: { raised, announced, mostSuppressed, mostChattering, floodSec, unacknowledged, suppressed },
    seq: log.length,
    hash: viewHash(viewOf(model, until)),
  };
}
