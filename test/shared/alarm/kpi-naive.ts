// The key figures counted again from the log alone, without the fold and its machine: lists, and loops over them.
import type { AlarmData, AlarmEvent } from '../../../shared/alarm/events.ts';
import type { LogEvent } from '../../../shared/event.ts';
import type { Priority } from '../../../shared/source.ts';

const MIN = 60_000;
const DAY = 86_400_000;

type Life = {
  key: string;
  active: boolean;
  held: boolean;
  acked: boolean;
  open: boolean;
  supp: 'none' | 'shelf' | 'design' | 'oos';
  latching: boolean;
  latched: boolean;
  now: Priority;
  peak: Priority;
  ref: Priority;
  unackSince: number;
  since: number;
  horn: number;
  disposedAcked: boolean | null;
};
/** `since`: from when the condition has been true, be it hidden for a while. */
type Span = { key: string; occurrence: string; since: number; from: number; to: number };

const worse = (a: Priority, b: Priority): Priority => (a < b ? a : b);

/** Everything that the log tells, as lists; instants are the events' own. */
export type Told = {
  announced: { at: number; key: string; priority: Priority; i: number }[];
  activations: { at: number; key: string; i: number }[];
  waits: { seconds: number; priority: Priority; i: number }[];
  standing: Span[];
  shelves: (Span & { i: number })[];
  suppressed: { i: number; how: 'byRule' | 'byPerson' | 'outOfService' }[];
};

/** `i`: place of the event in the log. Spans that run on end at Infinity. */
export function tell(log: readonly LogEvent[]): Told {
  const told: Told = { announced: [], activations: [], waits: [], standing: [], shelves: [], suppressed: [] };
  const lives = new Map<string, Life>();
  const recent = new Map<string, number[]>();
  const chatter = new Map<string, number>();
  const spans = new Map<string, Span>();
  const shelf = new Map<string, Span>();

  log.forEach((event, i) => {
    const { type, data } = event as unknown as AlarmEvent;
    const [at, id] = [event.time, event.subject ?? ''];
    const life = lives.get(id);
    const shown = (one: Life): Priority => (one.acked ? one.now : one.peak);
    const announce = (one: Life): void => {
      one.horn = at;
      told.announced.push({ at, key: one.key, priority: shown(one), i });
    };
    const activate = (one: Life): void => {
      one.active = true;
      one.held = false;
      const before = [...(recent.get(one.key) ?? []), at].slice(-3);
      recent.set(one.key, before);
      told.activations.push({ at, key: one.key, i });
      const often = before.length === 3 && at - before[0]! <= MIN;
      if (often || at < (chatter.get(one.key) ?? 0)) chatter.set(one.key, at + 3 * MIN);
    };
    const see = (one: Life, priority: Priority): void => {
      one.now = priority;
      if (!one.acked) one.peak = worse(one.peak, priority);
    };
    const unacked = (one: Life): void => {
      one.peak = one.acked ? one.now : worse(one.peak, one.now);
      one.acked = false;
      one.unackSince = at;
    };

    if (type === 'alarm.raised' && !life) {
      const d = data as AlarmData['alarm.raised'];
      const hidden = d.cause !== null;
      const one: Life = {
        ...{ key: `${d.rule} ${d.subject}`, active: true, held: false, acked: false, open: true },
        ...{ supp: hidden ? 'design' : 'none', latching: d.latching, latched: false },
        ...{ now: d.priority, peak: d.priority, ref: d.priority, unackSince: at, since: at, horn: at },
        disposedAcked: null,
      };
      lives.set(id, one);
      activate(one);
      if (hidden) told.suppressed.push({ i, how: 'byRule' });
      else announce(one);
    } else if (life) {
      const away = (): void => {
        life.active = false;
        life.held = false;
        life.latched = life.latching;
      };
      switch (type) {
        case 'alarm.raised':
          life.latched = false;
          life.since = at;
          activate(life);
          see(life, data.priority);
          // Worse than when it was put aside: out of it.
          if ((life.supp === 'shelf' || life.supp === 'design') && data.priority < life.ref) {
            unacked(life);
            life.supp = 'none';
            announce(life);
          } else if (life.supp === 'none') {
            if (life.acked) unacked(life);
            announce(life);
          }
          break;
        case 'alarm.repeated': {
          const wasHeld = life.held;
          if (wasHeld) activate(life);
          see(life, data.priority);
          const sounds = wasHeld && !life.acked && life.supp === 'none' && at < (chatter.get(life.key) ?? 0);
          if (sounds && at - life.horn >= 5 * MIN) announce(life);
          break;
        }
        case 'alarm.rose':
          if (life.held) activate(life);
          see(life, data.priority);
          if (life.supp === 'oos') break;
          if (life.supp !== 'none' || life.acked) unacked(life);
          life.supp = 'none';
          announce(life);
          break;
        case 'alarm.returned':
          if (data.heldUntil !== null) life.held = true;
          else if (life.active) away();
          break;
        case 'alarm.acknowledged':
          told.waits.push({ seconds: (at - life.unackSince) / 1_000, priority: life.peak, i });
          life.ref = life.peak;
          life.acked = true;
          life.disposedAcked = null;
          break;
        case 'alarm.disposed':
          life.disposedAcked = life.acked;
          if (!life.acked) {
            told.waits.push({ seconds: (at - life.unackSince) / 1_000, priority: life.peak, i });
            life.ref = life.peak;
          }
          life.acked = true;
          away();
          break;
        case 'alarm.unacknowledged': {
          if (data.how === 'expiry') {
            unacked(life);
            announce(life);
            break;
          }
          const reopens = !life.open;
          if (reopens && life.disposedAcked !== null) life.active = true;
          life.open = true;
          if (reopens && life.disposedAcked === true) break;
          life.acked = false;
          life.peak = worse(life.ref, life.now);
          life.unackSince = at;
          break;
        }
        case 'alarm.shelved':
          life.ref = shown(life);
          life.supp = 'shelf';
          break;
        case 'alarm.unshelved':
          life.supp = 'none';
          if (data.how === 'expiry' && life.active) {
            unacked(life);
            announce(life);
          } else if (data.how === 'manual' && life.active && !life.acked) announce(life);
          else if (data.how === 'expiry') life.acked = true;
          break;
        case 'alarm.suppressed':
          if (data.on) {
            if (data.mode === 'design') life.ref = shown(life);
            life.supp = data.mode === 'design' ? 'design' : 'oos';
            told.suppressed.push({
              i,
              how: data.mode === 'out_of_service' ? 'outOfService' : data.by === null ? 'byRule' : 'byPerson',
            });
          } else {
            life.supp = 'none';
            if (life.active || life.latched) unacked(life);
            if (life.active) announce(life);
          }
          break;
        case 'alarm.reset':
          life.latched = false;
          break;
        case 'alarm.closed':
          life.open = false;
          life.acked = true;
          break;
      }
    }

    const one = lives.get(id);
    if (!one) return;
    const follow = (book: Map<string, Span>, is: boolean): void => {
      const span = book.get(id);
      if (is && !span) {
        const begun = { key: one.key, occurrence: id, since: one.since, from: at, to: Number.POSITIVE_INFINITY };
        book.set(id, begun);
        if (book === shelf) told.shelves.push({ ...begun, i });
        else told.standing.push(begun);
      } else if (!is && span) {
        span.to = at;
        if (book === shelf) for (const kept of told.shelves) if (kept.occurrence === id && kept.to > at) kept.to = at;
        book.delete(id);
      }
    };
    follow(spans, one.active && one.open && (one.supp === 'none' || one.supp === 'shelf'));
    follow(shelf, one.supp === 'shelf');
  });
  return told;
}

/** Ms of [from, to) in flood: announcements leave the window ten minutes after the second they came in. */
export function floodMs(instants: readonly number[], from: number, to: number): number {
  const leaves = instants.map((at) => Math.floor(at / 1_000) * 1_000 + 10 * MIN);
  const moments = [...new Set([...instants, ...leaves])].sort((a, b) => a - b);
  const overlap = (a: number, b: number): number => Math.max(0, Math.min(b, to) - Math.max(a, from));
  let [since, total] = [Number.NaN, 0];
  for (const moment of moments) {
    const count = (upTo: (at: number) => boolean): number =>
      instants.filter((at, index) => upTo(at) && leaves[index]! > moment).length;
    if (!Number.isNaN(since) && count((at) => at < moment) < 5) {
      total += overlap(since, moment);
      since = Number.NaN;
    }
    if (Number.isNaN(since) && instants.includes(moment) && count((at) => at <= moment) > 10) since = moment;
  }
  return Number.isNaN(since) ? total : total + overlap(since, to);
}

/** How many stood for more than a day, at the last moment of [from, to), and on the worst local day in it. */
export function standingOf(spans: readonly Span[], from: number, to: number): { atEnd: number; worst: number } {
  const tooLong = spans
    .map((span) => ({ ...span, from: Math.max(from, span.from, span.since + DAY + 1), to: Math.min(span.to, to) - 1 }))
    .filter((span) => span.from <= span.to);
  const midnight = (at: number): number => Math.floor((at + 7 * 3_600_000) / DAY) * DAY - 7 * 3_600_000;
  let worst = 0;
  for (let day = midnight(from); day < to; day += DAY) {
    const there = tooLong.filter((span) => span.from < day + DAY && span.to >= day);
    worst = Math.max(worst, new Set(there.map(({ occurrence }) => occurrence)).size);
  }
  return { atEnd: tooLong.filter((span) => span.to === to - 1).length, worst };
}
