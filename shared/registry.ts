// Agencies and procedures: who there is in the province, with dates of validity (domain.md §2.2). Data, never an enum.
import { z } from 'zod';
import type { LogEvent } from './event.ts';
import { parseInstant } from './time.ts';
import { type Tier, tier } from './view-parts.ts';

const date = z.string().max(64);

export const registryTypes = {
  'agency.registered': z.object({
    name: z.string().min(1).max(256),
    tier,
    parent: z.string().max(128).optional(),
    validFrom: date.optional(),
    validTo: date.optional(),
  }),
  'procedure.registered': z.object({
    name: z.string().max(512).optional(),
    level: z.union([z.literal(2), z.literal(3), z.literal(4)]),
    agencies: z.array(z.string().max(128)).max(2000).optional(),
    validFrom: date.optional(),
    validTo: date.optional(),
  }),
} as const;

export type Agency = { name: string; tier: Tier; parent: string | null; validFrom: string | null; validTo: string | null; at: number };
export type Procedure = { name: string | null; level: 2 | 3 | 4; agencies: string[]; at: number };

export type Registry = {
  agencies: Map<string, Agency>;
  procedures: Map<string, Procedure>;
  /** Rises with each change, so that views know when to renew names. */
  version: number;
};
