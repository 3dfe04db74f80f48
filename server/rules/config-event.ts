// An event by which the server says that somebody set something.
import { randomUUID } from 'node:crypto';
import { configTypes } from '../../shared/alarm/settings.ts';
import type { NewEvent } from '../../shared/event.ts';

/** Throws where `data` is not of the type: what the fold cannot read must never be in the log. `time` in epoch ms. */
export const configEvent = (
  type: keyof typeof configTypes,
  subject: string | null,
  data: object,
  time: number,
): NewEvent => ({
  id: randomUUID(),
  source: '/ioc/server',
  type,
  time,
  subject,
  agency: null,
  data: configTypes[type].parse(data),
});
