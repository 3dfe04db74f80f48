// How an event travels from a system of the province to our door: mostly at once, sometimes out of order, late or twice.
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../time.ts';
import type { Random } from './random.ts';

/** One event as a source sends it. Instants are epoch ms; the list of a day is in the order of `sendAt`. */
export type SimEvent = Readonly<{
  sendAt: number;
  time: number;
  id: string;
  source: string;
  type: string;
  subject: string;
  agency: string | null;
  data: Readonly<Record<string, unknown>>;
}>;

/** Delivery of one event: when it is sent, and when it is sent once more by mistake. */
export type Delivery = Readonly<{ sendAt: number; againAt: number | null }>;

export type Channel = Readonly<{
  /** Mean of the ordinary delay, ms. */
  delayMs: number;
  /** Longest delay of an event that comes out of order, ms. */
  disorderMs: number;
  lateShare: number;
}>;

export const OFFICE_CHANNEL: Channel = { delayMs: 1_500, disorderMs: 90 * SECOND_MS, lateShare: 0.002 };
/** A conference system is quick: an endpoint's heartbeat must not come so late that the endpoint seems to be gone. */
export const CONFERENCE_CHANNEL: Channel = { delayMs: 250, disorderMs: 8 * SECOND_MS, lateShare: 0 };
export const SENSOR_CHANNEL: Channel = { delayMs: 700, disorderMs: 60 * SECOND_MS, lateShare: 0.001 };

/** 2 % out of order, 1 % duplicates, a few up to two hours late (domain.md §7). */
export function deliver(random: Random, channel: Channel, time: number, faults: boolean): Delivery {
  const usual = time + Math.round(Math.min(random.exponential(channel.delayMs), 10 * channel.delayMs));
  const dice = random.next();
  const twice = random.chance(0.01);
  const more = random.next();
  if (!faults) return { sendAt: usual, againAt: null };
  let sendAt = usual;
  if (dice < 0.02) sendAt += Math.round(random.next() * channel.disorderMs);
  else if (dice < 0.02 + channel.lateShare) sendAt += Math.round(random.range(5 * MINUTE_MS, 2 * HOUR_MS));
  return { sendAt, againAt: twice ? sendAt + Math.round(more * 10 * MINUTE_MS) : null };
}

export const bySending = (a: SimEvent, b: SimEvent): number =>
  a.sendAt - b.sendAt || a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
