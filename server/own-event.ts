// Events that the server itself writes.
import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../shared/event.ts';
import type { MonitorEvent } from '../shared/monitor/events.ts';

/** `time`: the hub's now (epoch ms). */
export const ownEvent = (type: string, subject: string | null, data: object, time: number): NewEvent => ({
  id: randomUUID(),
  source: '/ioc/server',
  type,
  time,
  subject,
  agency: null,
  data,
});

/** Logs what the server says of itself; rejects with `Unavailable` while it cannot. */
export type RecordOwn = (events: readonly MonitorEvent[]) => Promise<void>;
