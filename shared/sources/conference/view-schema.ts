// What a screen may know of conferences and their endpoints (interfaces.md §4).
import { z } from 'zod';
import { count, instant, ratio, tier } from '../../view-parts.ts';

export const endpointState = z.enum(['online', 'dropped', 'left', 'unknown']);

export const endpointRow = z.object({
  name: z.string(),
  tier: tier.nullable(),
  agency: z.string().nullable(),
  district: z.string().nullable().describe('agency code of its district; null for points of the province'),
  critical: z.boolean(),
  state: endpointState,
  since: instant.nullable(),
});

export const conferenceRow = z.object({
  title: z.string(),
  state: z.enum(['scheduled', 'open', 'closed', 'cancelled']),
  startsAt: instant,
  endsAt: instant,
  openedAt: instant.nullable(),
  closedAt: instant.nullable(),
  invited: z.number(),
  online: z.number(),
  missing: z.array(z.string()).describe('ids of invited endpoints without a live session, by code point'),
  uninvited: z.array(z.string()),
  ready: ratio.describe('K21: online and last test passed / invited, as at ten minutes before the start'),
  availability: ratio.describe('K22 in seconds: connected / invited × since opening'),
  drops: ratio.describe('K23: drops / endpoint-hours'),
  medianRejoinSec: z.number().nullable().describe('K24'),
});

export const conferenceView = z.object({
  asOf: instant.nullable(),
  endpoints: z.object({ total: count, online: count, dropped: count, left: count, unknown: count }),
  availability: ratio,
  conferences: z.record(z.string(), conferenceRow),
  districts: z.record(z.string(), z.string()).describe('names of the districts in the grid, by agency code'),
  grid: z.record(z.string(), endpointRow),
});
export type ConferenceView = z.infer<typeof conferenceView>;
