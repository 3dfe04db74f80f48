// The one-stop system as a feed: stories of dossiers, laid on the line to our door. Going live comes first: what was
// open before the first day, and what falls due later, is sent as `dossier.snapshot`.
import {
  createDossierStories,
  type DossierStory,
  LONGEST_STORY_DAYS,
  type StoryEvent,
} from '../sources/dossier/simulate.ts';
import { DAY_MS, dayNumber, dayStart, instantText, MINUTE_MS, SECOND_MS } from '../time.ts';
import { deliver, OFFICE_CHANNEL, type SimEvent } from './delivery.ts';
import { createMerge } from './merge.ts';
import { createRandom } from './random.ts';
import { type Setup, SIMULATED_SOURCES } from './setup.ts';
import { createWorkTime } from './work-time.ts';

const SOURCE = SIMULATED_SOURCES.dossier;
/** The snapshots of going live are sent in so long; whatever else belongs to that time waits for them. */
const GOING_LIVE_MS = 30 * SECOND_MS;
const AFTER_OUTAGE_MS = 3 * MINUTE_MS;

/** A dossier with the delivery of each of its facts. What truth is computed from. */
export type DeliveredDossier = Readonly<{
  story: DossierStory;
  /** When the state before the first day was sent; null for what was submitted later. */
  snapshotAt: number | null;
  /** From the first day on, by time; with a snapshot, `past` is what the snapshot stands for. */
  sent: readonly Readonly<{ event: StoryEvent; sendAt: number; againAt: number | null; id: string }>[];
  past: readonly StoryEvent[];
}>;

export const isCut = (setup: Setup, instant: number): boolean => {
  const { outage } = setup.scenario;
  const clock = instant - dayStart(dayNumber(instant));
  return outage !== null && dayNumber(instant) >= setup.startDay && clock >= outage.from && clock < outage.to;
};

/** The feed of a setup. Days may be asked for in any order; asked in rising order, each costs only itself. */
export function createDossierFeed(setup: Setup) {
  const start = dayStart(setup.startDay);
  const first = setup.startDay - LONGEST_STORY_DAYS;
  const merge = createMerge(setup);
  const storyTables = new Map<number, (day: number) => DossierStory[]>();
  /** A table of working time serves half a year of days; it begins anew so that years can be simulated. */
  const storiesOf = (day: number): DossierStory[] => {
    const block = Math.floor((day - first) / 180);
    let make = storyTables.get(block);
    if (!make) {
      const from = first + block * 180;
      make = createDossierStories(
        setup,
        createWorkTime(setup.isWorkingDay, from - 20, from + 180 + 2 * LONGEST_STORY_DAYS),
        merge,
      );
      storyTables.set(block, make);
    }
    return make(day);
  };

  const afterCut = (instant: number): number => {
    const { outage } = setup.scenario;
    if (!outage || !isCut(setup, instant)) return instant;
    const day = dayStart(dayNumber(instant));
    const part = (instant - day - outage.from) / (outage.to - outage.from);
    return day + outage.to + Math.round(part * AFTER_OUTAGE_MS);
  };

  function withDelivery(story: DossierStory, number: number): DeliveredDossier | null {
    const isOld = story.submittedAt < start;
    const past = isOld ? story.events.filter((event) => event.time < start) : [];
    const future = isOld ? story.events.slice(past.length) : story.events;
    if (isOld && future.length === 0) {
      const ended = past.findLast((event) => event.status !== null)?.status ?? 1;
      const due = past.findLast((event) => event.dueAt !== null)?.dueAt ?? null;
      const counts = (ended === 9 || ended === 10) && due !== null && due >= start;
      if (!counts || past.at(-1)?.type === 'dossier.deleted') return null;
    }
    const random = createRandom(setup.seed, 'delivery', story.code);
    const sent = future.map((event, index) => {
      const delivery = deliver(random, OFFICE_CHANNEL, event.time, setup.faults);
      const least = start + GOING_LIVE_MS;
      const againAt = delivery.againAt === null ? null : Math.max(least, afterCut(delivery.againAt));
      const id = `${story.code}#${past.length + index}`;
      return { event, sendAt: Math.max(least, afterCut(delivery.sendAt)), againAt, id };
    });
    return {
      story,
      sent,
      past,
      snapshotAt: isOld ? start + SECOND_MS + ((number * 7) % (GOING_LIVE_MS - 2 * SECOND_MS)) : null,
    };
  }

  const byDay = new Map<number, DeliveredDossier[]>();
  function submittedOn(day: number): DeliveredDossier[] {
    let known = byDay.get(day);
    if (!known) {
      known = [];
      for (const [index, story] of storiesOf(day).entries()) {
        const delivered = withDelivery(story, day * 1_000 + index);
        if (delivered) known.push(delivered);
      }
      byDay.set(day, known);
    }
    return known;
  }
  /** Dossiers that may still matter on `day`. */
  function* dossiers(day: number): Generator<DeliveredDossier> {
    const from = Math.max(first, day - LONGEST_STORY_DAYS);
    for (const old of byDay.keys()) if (old < from) byDay.delete(old);
    for (let submitted = from; submitted <= day; submitted++) yield* submittedOn(submitted);
  }

  /** Events whose sending falls on the local day, unsorted. */
  function events(day: number): SimEvent[] {
    if (day < setup.startDay) return [];
    const [from, to] = [dayStart(day), dayStart(day) + DAY_MS];
    const out: SimEvent[] = [];
    for (const { story, snapshotAt, sent, past } of dossiers(day)) {
      if (snapshotAt !== null && snapshotAt >= from && snapshotAt < to)
        out.push(snapshot(story, past, start, snapshotAt));
      for (const { event, sendAt, againAt, id } of sent) {
        const isNow = sendAt >= from && sendAt < to;
        const isAgain = againAt !== null && againAt >= from && againAt < to;
        if (!isNow && !isAgain) continue;
        const { time, type, agency, dueAt } = event;
        const data = dueAt === null ? event.data : { ...event.data, dueAt: instantText(dueAt) };
        const one = { time, id, source: SOURCE, type, subject: story.code, agency, data };
        if (isNow) out.push({ sendAt, ...one });
        if (isAgain) out.push({ sendAt: againAt, ...one });
      }
    }
    return out;
  }
  return { events, dossiers, merge };
}

function snapshot(story: DossierStory, past: readonly StoryEvent[], time: number, sendAt: number): SimEvent {
  const last = past.findLast((event) => event.status !== null);
  const received = past.find((event) => event.status === 2);
  const due = past.findLast((event) => event.dueAt !== null);
  const isDone = last !== undefined && [7, 9, 10].includes(last.status ?? 0);
  const finished = past.findLast((event) => event.status === 7 || event.status === 9);
  return {
    sendAt,
    time,
    id: `${story.code}#live`,
    source: SOURCE,
    type: 'dossier.snapshot',
    subject: story.code,
    agency: past.findLast((event) => event.type !== 'dossier.transferred')?.agency ?? null,
    data: {
      status: last?.status ?? 1,
      submittedAt: instantText(story.submittedAt),
      ...(received ? { receivedAt: instantText(received.time) } : {}),
      ...(due?.dueAt ? { dueAt: instantText(due.dueAt) } : {}),
      ...(isDone && finished ? { finishedAt: instantText(finished.time) } : {}),
      level: story.level,
      channel: story.channel,
      procedure: story.procedure,
    },
  };
}
