// What a simulated province has to send, in order: taken up to an instant, written as CloudEvents.
import { readFileSync } from 'node:fs';
import { defaultCalendar } from '../../shared/calendar.ts';
import type { SimEvent } from '../../shared/simulate/delivery.ts';
import { type Province, provinceSchema } from '../../shared/simulate/province.ts';
import { SCENARIOS, type ScenarioName, type Setup } from '../../shared/simulate/setup.ts';
import { createSetup, createSimulation, type Simulation } from '../../shared/simulate/simulation.ts';
import { dayNumber, dayStart, instantText } from '../../shared/time.ts';

/** The units of Phú Thọ in 2021. */
export const readProvince = (): Province =>
  provinceSchema.parse(JSON.parse(readFileSync(new URL('phutho.json', import.meta.url), 'utf8')));

export type Order = Readonly<{ scenario: ScenarioName; startDay: number }> &
  Partial<Pick<Setup, 'seed' | 'rate' | 'onlineShare' | 'heartbeatSec' | 'faults'>>;

/** Phú Thọ as ordered; `startDay` is a local day number. */
export function simulateProvince({ scenario, ...order }: Order): Simulation {
  const province = readProvince();
  const { isWorkingDay } = defaultCalendar;
  return createSimulation(createSetup({ ...order, province, scenario: SCENARIOS[scenario], isWorkingDay }));
}

/** One structured CloudEvent as a line. Marked as an exercise: a real database refuses it. */
export function eventLine({ sendAt: _, time, agency, ...event }: SimEvent): string {
  const attributes = agency === null ? event : { ...event, agency };
  return JSON.stringify({ specversion: '1.0', ...attributes, time: instantText(time), exercise: true });
}

export type Outbox = Readonly<{
  /** Lines of the events to be sent after the last call and up to `until` (epoch ms, on or before that of the next call). */
  take: (until: number) => string[];
  /** Nothing will come any more. */
  isOver: () => boolean;
}>;

/** Of a list that ends, in the order of sending. */
export function createListOutbox(events: readonly SimEvent[]): Outbox {
  let next = 0;
  return {
    take: (until) => {
      const from = next;
      while ((events[next]?.sendAt ?? Number.POSITIVE_INFINITY) <= until) next++;
      return events.slice(from, next).map(eventLine);
    },
    isOver: () => next >= events.length,
  };
}

/** Begins with what is to be sent at `from` (epoch ms). */
export function createOutbox(simulation: Simulation, from: number): Outbox {
  let day = dayNumber(from);
  let queue: SimEvent[] | null = null;
  let next = 0;
  const load = (): SimEvent[] => {
    queue ??= simulation.events(day);
    return queue;
  };
  const skipped = load().findIndex((event) => event.sendAt >= from);
  next = skipped === -1 ? load().length : skipped;
  return {
    isOver: () => false,
    take: (until) => {
      const lines: string[] = [];
      for (;;) {
        const events = load();
        for (let event = events[next]; event && event.sendAt <= until; event = events[next]) {
          lines.push(eventLine(event));
          next++;
        }
        if (next < events.length || until < dayStart(day + 1)) return lines;
        day++;
        queue = null;
        next = 0;
      }
    },
  };
}
