// Events of conference endpoints (điểm cầu) and of the conferences they join (interfaces.md §3).
import { z } from 'zod';
import { parseInstant } from '../../time.ts';
import { tier } from '../../view-parts.ts';

const id = z.string().min(1).max(128);
const session = z.string().max(128);
const figure = z.number().min(0).max(1e9);
const instant = z
  .string()
  .max(64)
  .refine((text) => !Number.isNaN(parseInstant(text)), 'not an RFC 3339 instant with offset');
const verdict = z.enum(['ok', 'bad']);

const presence = z.object({
  conference: id.optional(),
  session: session.optional(),
  reason: z.string().max(256).optional(),
  device: z.string().max(128).optional(),
});

const nothing = z.object({});

export const conferenceTypes = {
  'endpoint.registered': z.object({ name: z.string().min(1).max(256), tier, agency: id, critical: z.boolean() }),
  'endpoint.joined': presence,
  'endpoint.left': presence,
  'endpoint.dropped': presence,
  'endpoint.heartbeat': presence,
  'endpoint.quality': z.object({
    conference: id.optional(),
    rttMs: figure.optional(),
    jitterMs: figure.optional(),
    lossPct: z.number().min(0).max(100).optional(),
    upKbps: figure.optional(),
    downKbps: figure.optional(),
    fps: figure.optional(),
    micMuted: z.boolean().optional(),
    camOn: z.boolean().optional(),
    speaking: z.boolean().optional(),
  }),
  'endpoint.test': z.object({ picture: verdict, sound: verdict }),
  'conference.scheduled': z.object({
    title: z.string().min(1).max(512),
    startsAt: instant,
    endsAt: instant,
    endpoints: z.array(id).max(20_000).describe('invited'),
    chair: z.string().max(256).optional(),
  }),
  'conference.opened': nothing,
  'conference.closed': nothing,
  'conference.cancelled': nothing,
} as const;

export type Presence = z.infer<typeof presence>;
export type EndpointRegistered = z.infer<(typeof conferenceTypes)['endpoint.registered']>;
export type EndpointQuality = z.infer<(typeof conferenceTypes)['endpoint.quality']>;
export type EndpointTest = z.infer<(typeof conferenceTypes)['endpoint.test']>;
export type ConferenceScheduled = z.infer<(typeof conferenceTypes)['conference.scheduled']>;
