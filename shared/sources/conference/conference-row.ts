// One conference on the wall: who is there, who is missing, and K20–K24 with numerator and denominator.
import { HOUR_MS, instantText, MINUTE_MS, SECOND_MS } from '../../time.ts';
import { connectedMs, countsFrom, presentAt, presentUntil } from './attendance.ts';
import { attendedIn, spansFor, windowOf } from './derive.ts';
import { horizonOf } from './fold.ts';
import { type Conference, type ConferenceModel, conferenceState, type Endpoint, NEVER } from './model.ts';
import type { ConferenceView } from './view-schema.ts';

type Row = ConferenceView['conferences'][string];
type Ratio = { numerator: number; denominator: number };

/** What changes with events only; the seconds run on beside it. */
type Head = Pick<Row, 'online' | 'missing' | 'uninvited' | 'ready' | 'medianRejoinSec'> & { dropCount: number };

export type RowMemo = { key: string; head: Head; running: Running; row: Row };

/** K21 looks at this instant. */
const READY_BEFORE_MS = 10 * MINUTE_MS;
/** A test counts for a conference when it is not older than this at the start. */
const TEST_VALID_MS = 24 * HOUR_MS;

/** Had the endpoint's last test up to `instant` passed, and was it recent enough for this conference? */
export function testPassed(endpoint: Endpoint | null, conference: Conference, instant: number): boolean {
  const last = endpoint?.tests.findLast((test) => test.at <= instant);
  return last?.ok === true && last.at >= conference.startsAt - TEST_VALID_MS;
}

/** Median in ms; null of nothing. */
function median(values: number[]): number | null {
  if (values.length === 0) return null;
  values.sort((a, b) => a - b);
  const middle = values.length >> 1;
  const upper = values[middle] ?? 0;
  return values.length % 2 === 1 ? upper : ((values[middle - 1] ?? 0) + upper) / 2;
}

/** K21: each invited endpoint, whether it was there and had passed its test ten minutes before the start; null: not known. */
export function readinessOf(
  model: ConferenceModel,
  conference: Conference,
  now: number,
): readonly Readonly<{ id: string; online: boolean; tested: boolean }>[] | null {
  const frozen = conference.startsAt - READY_BEFORE_MS;
  // The moves of that moment are gone: better no figure than one that depends on what was still kept.
  if (frozen < horizonOf(now)) return null;
  const at = Math.min(now, frozen);
  return attendedIn(model, conference, now).all.map(({ id, endpoint, attendance }) => ({
    id,
    online: now < frozen ? attendance.present : presentAt(attendance, frozen),
    tested: testPassed(endpoint, conference, at),
  }));
}

function readyOf(model: ConferenceModel, conference: Conference, now: number): Row['ready'] {
  const invited = readinessOf(model, conference, now);
  if (invited === null) return null;
  const numerator = invited.filter(({ online, tested }) => online && tested).length;
  return { numerator, denominator: conference.invited.size };
}

/** Who is there without having been invited, ids by code point. */
export function uninvitedOf(model: ConferenceModel, conference: Conference, now: number): string[] {
  const end = endOf(conference, now);
  const ids: string[] = [];
  for (const [id, endpoint] of model.endpoints) {
    if (conference.invited.has(id)) continue;
    const there =
      end === null
        ? endpoint.sessions.some((one) => !one.out && one.conference === conference.id)
        : spansFor(model, endpoint).some(
            (span) => span.conference === conference.id && span.from < end && end <= span.to,
          );
    if (there) ids.push(id);
  }
  return ids.sort();
}

/** When it was over; null: it is not. */
function endOf(conference: Conference, now: number): number | null {
  const over = conference.closedAt !== null || conference.cancelledAt !== null;
  return over ? (windowOf(conference, now)?.end ?? conference.closedAt ?? conference.cancelledAt) : null;
}

/** The invited by whether they are there, ids by code point. Of a silent feed nobody knows: its endpoints are in neither. */
export function presenceOf(
  model: ConferenceModel,
  conference: Conference,
  now: number,
  silent: ReadonlySet<string>,
): Readonly<{ online: string[]; missing: string[] }> {
  // A closed conference keeps its attendance of the closing.
  const end = endOf(conference, now);
  const online: string[] = [];
  const missing: string[] = [];
  for (const { id, endpoint, attendance } of attendedIn(model, conference, now).all) {
    if (end === null && endpoint !== null && silent.has(endpoint.source)) continue;
    const there = end === null ? attendance.present : presentUntil(attendance, end);
    (there ? online : missing).push(id);
  }
  return { online: online.sort(), missing: missing.sort() };
}

function headOf(model: ConferenceModel, conference: Conference, now: number, silent: ReadonlySet<string>): Head {
  const { online, missing } = presenceOf(model, conference, now, silent);
  const rejoins: number[] = [];
  let dropCount = 0;
  for (const { attendance } of attendedIn(model, conference, now).all) {
    dropCount += attendance.drops.length;
    rejoins.push(...attendance.rejoins);
  }
  const rejoin = median(rejoins);
  return {
    online: online.length,
    missing,
    uninvited: uninvitedOf(model, conference, now),
    ready: readyOf(model, conference, now),
    medianRejoinSec: rejoin === null ? null : rejoin / SECOND_MS,
    dropCount,
  };
}

/** K22: milliseconds connected / milliseconds invited, both within the conference. */
function attendedMs(model: ConferenceModel, conference: Conference, now: number): Ratio {
  const window = windowOf(conference, now);
  const sum = { numerator: 0, denominator: 0 };
  if (window === null) return sum;
  for (const { id, attendance } of attendedIn(model, conference, now).all) {
    const from = countsFrom(attendance, conference, id, window.from);
    if (from === null || from >= window.end) continue;
    sum.denominator += window.end - from;
    sum.numerator += connectedMs(attendance, from, window.end);
  }
  return sum;
}

/** Sums at `at`, and how many of each grow with the clock from then on, as long as nothing happens. */
type Running = { at: number; sum: Ratio; connected: number; counting: number };

function runningOf(model: ConferenceModel, conference: Conference, now: number): Running {
  const running = { at: now, sum: attendedMs(model, conference, now), connected: 0, counting: 0 };
  const window = windowOf(conference, now);
  if (window === null || window.end < now) return running;
  // Clocks that run ahead: until everything known lies behind `now`, the sums are worked out anew.
  let settledAt = Math.max(window.from, conference.closedAt ?? -1, conference.cancelledAt ?? -1);
  const over = conference.closedAt !== null || conference.cancelledAt !== null;
  for (const { id, attendance } of attendedIn(model, conference, now).all) {
    const from = countsFrom(attendance, conference, id, window.from);
    if (from !== null) running.counting += 1;
    if (from !== null && attendance.present) running.connected += 1;
    for (const instant of attendance.stays) if (instant !== NEVER && instant > settledAt) settledAt = instant;
  }
  if (settledAt > now || over) running.at = -1;
  return running;
}

/** The sums at `now`, from `running` of an earlier instant with the same `key`. */
const sumAt = ({ at, sum, connected, counting }: Running, now: number): Ratio => ({
  numerator: sum.numerator + connected * (now - at),
  denominator: sum.denominator + counting * (now - at),
});

const sameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((one, i) => one === b[i]);
const sameRatio = (a: Ratio | null, b: Ratio | null) =>
  a === b || (a !== null && b !== null && a.numerator === b.numerator && a.denominator === b.denominator);

/** `next` with every part that says the same taken from `last`. */
function reuse(last: Row, next: Row): Row {
  if (sameList(last.missing, next.missing)) next.missing = last.missing;
  if (sameList(last.uninvited, next.uninvited)) next.uninvited = last.uninvited;
  for (const part of ['ready', 'availability', 'drops'] as const)
    if (sameRatio(last[part], next[part])) next[part] = last[part];
  return (Object.keys(next) as (keyof Row)[]).every((key) => next[key] === last[key]) ? last : next;
}

/** The row at `now`, and what is remembered of it for the next time. */
export function conferenceRowOf(
  model: ConferenceModel,
  conference: Conference,
  now: number,
  silent: ReadonlySet<string>,
  last: RowMemo | undefined,
): RowMemo {
  const frozen = now >= conference.startsAt - READY_BEFORE_MS;
  const key = `${model.rev} ${model.day} ${frozen} ${[...silent].sort().join('\n')}`;
  const head = last?.key === key ? last.head : headOf(model, conference, now, silent);
  const fresh = last?.key !== key || last.running.at < 0;
  const running = fresh ? runningOf(model, conference, now) : last.running;
  const { numerator, denominator } = running.at < 0 ? running.sum : sumAt(running, now);
  const { openedAt, closedAt } = conference;
  const row: Row = {
    title: conference.title,
    state: conferenceState(conference),
    startsAt: instantText(conference.startsAt),
    endsAt: instantText(conference.endsAt),
    openedAt: openedAt === null ? null : instantText(openedAt),
    closedAt: closedAt === null ? null : instantText(closedAt),
    invited: conference.invited.size,
    online: head.online,
    missing: head.missing,
    uninvited: head.uninvited,
    ready: head.ready,
    availability: { numerator: Math.floor(numerator / SECOND_MS), denominator: Math.floor(denominator / SECOND_MS) },
    drops: { numerator: head.dropCount, denominator: Math.round((denominator / HOUR_MS) * 100) / 100 },
    medianRejoinSec: head.medianRejoinSec,
  };
  return { key, head, running, row: last === undefined ? row : reuse(last.row, row) };
}
