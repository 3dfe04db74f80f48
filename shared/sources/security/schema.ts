// Security alerts (what devices send), incidents (what people declare) and the link to the national centre (interfaces.md §3).
import { z } from 'zod';
import { parseInstant } from '../../time.ts';
import { VERDICTS } from './model.ts';
import { severity } from './view-schema.ts';

const name = z.string().min(1).max(128);
const instant = z
  .string()
  .max(64)
  .refine((text) => !Number.isNaN(parseInstant(text)), 'not an RFC 3339 instant with offset');
const level = z.number().int().min(1).max(5);

const incident = z.object({
  severity,
  category: name,
  system: name.optional(),
  systemLevel: level.optional().describe('1…5: how much depends on the system, not how bad the incident is'),
  detectedAt: instant,
  beyondCapacity: z.boolean().optional(),
});

export const securityTypes = {
  'security.alert': z.object({
    severity,
    category: name,
    sensor: name,
    asset: name.optional(),
    assetLevel: level.optional(),
    count: z.number().int().min(1).max(1e9).optional().describe('repeats on the device'),
    signature: z.string().max(512).optional(),
    sourceIp: z.string().max(64).optional(),
  }),
  'security.alert_closed': z.object({ verdict: z.enum(VERDICTS) }),
  'security.incident_opened': incident,
  'security.incident_updated': incident,
  'security.incident_closed': incident,
  'security.link': z.object({ state: z.enum(['up', 'down']), pending: z.number().int().min(0).max(1e9).optional() }),
} as const;

export type AlertData = z.infer<(typeof securityTypes)['security.alert']>;
export type ClosedData = z.infer<(typeof securityTypes)['security.alert_closed']>;
export type IncidentData = z.infer<typeof incident>;
export type LinkData = z.infer<(typeof securityTypes)['security.link']>;
