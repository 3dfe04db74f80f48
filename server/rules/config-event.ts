// An event by which the server says that somebody set something.
import { configTypes } from '../../shared/alarm/settings.ts';
import type { NewEvent } from '../../shared/event.ts';
import { ownEvent } from '../own-event.ts';

/** Throws where `data` is not of the type: what the fold cannot read must never be in the log. `time` in epoch ms. */
export const configEvent = (
  type: keyof typeof configTypes,
  subject: string | null,
  data: object,
  time: number,
): NewEvent => ownEvent(type, subject, configTypes[type].parse(data), time);
