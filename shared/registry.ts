// Agencies and procedures: who there is in the province, with dates of validity (domain.md §2.2). Data, never an enum.
import { z } from 'zod';
import { canonicalAgency, type LogEvent } from './event.ts';
import { dayStart, parseDay, parseInstant } from './time.ts';
import { type Tier, tier } from './view-parts.ts';

const date = z
  .string()
  .max(64)
  .refine((text) => !Number.isNaN(parseDay(text)) || !Number.isNaN(parseInstant(text)), 'yyyy-mm-dd or RFC 3339');

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

/** `validFrom` is the first instant it stands, `validTo` the first it no longer does (epoch ms); null: unbounded. */
export type Agency = {
  name: string;
  tier: Tier;
  parent: string | null;
  validFrom: number | null;
  validTo: number | null;
  at: number;
};
export type Procedure = {
  name: string | null;
  level: 2 | 3 | 4;
  agencies: string[];
  validFrom: number | null;
  validTo: number | null;
  at: number;
};

export type Registry = {
  agencies: Map<string, Agency>;
  procedures: Map<string, Procedure>;
  /** Rises with each change, so that views know when to renew names. */
  version: number;
};

export const emptyRegistry = (): Registry => ({ agencies: new Map(), procedures: new Map(), version: 0 });

/** Folds agency.registered and procedure.registered: the newest by event time stands. Returns true when it came late. */
export function foldRegistry(registry: Registry, event: LogEvent): boolean {
  if (event.subject === null) return false;
  const data = event.data as z.infer<(typeof registryTypes)['agency.registered' | 'procedure.registered']>;
  if ('tier' in data) {
    const code = canonicalAgency(event.subject);
    const known = registry.agencies.get(code);
    if (known && known.at > event.time) return true;
    registry.agencies.set(code, {
      name: data.name,
      tier: data.tier,
      parent: data.parent === undefined ? null : canonicalAgency(data.parent),
      validFrom: boundOf(data.validFrom),
      validTo: boundOf(data.validTo),
      at: event.time,
    });
  } else {
    const known = registry.procedures.get(event.subject);
    if (known && known.at > event.time) return true;
    registry.procedures.set(event.subject, {
      name: data.name ?? null,
      level: data.level,
      agencies: (data.agencies ?? []).map(canonicalAgency),
      validFrom: boundOf(data.validFrom),
      validTo: boundOf(data.validTo),
      at: event.time,
    });
  }
  registry.version += 1;
  return false;
}

/** Is the agency or procedure valid at an instant (epoch ms)? */
export const isValidAt = (one: Pick<Agency, 'validFrom' | 'validTo'>, instant: number): boolean =>
  (one.validFrom ?? Number.NEGATIVE_INFINITY) <= instant && instant < (one.validTo ?? Number.POSITIVE_INFINITY);

/** Is an agency.registered or procedure.registered to stand from before an instant (epoch ms) on? */
export const standsBefore = (event: LogEvent, instant: number): boolean =>
  (boundOf((event.data as { validFrom?: string }).validFrom) ?? Number.NEGATIVE_INFINITY) < instant;

function boundOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const parsed = text.length === 10 ? dayStart(parseDay(text)) : parseInstant(text);
  return Number.isNaN(parsed) ? null : parsed;
}

/**
 * The district an agency lies in: itself or the nearest ancestor of tier district; by the agency tree, or, for an agency
 * nobody registered, by its code (`H44.14.3` → `H44.14` when that is a district). null for points of the province.
 */
export function districtOf(registry: Registry, code: string): string | null {
  let at: string | null = code;
  for (let depth = 0; at !== null && depth < 8; depth++) {
    const agency: Agency | undefined = registry.agencies.get(at);
    if (agency?.tier === 'district') return at;
    const cut = at.lastIndexOf('.');
    at = agency?.parent ?? (cut > 0 ? at.slice(0, cut) : null);
  }
  return null;
}

/**
 * The code under which a procedure is registered; undefined when nobody registered it. A local form is also looked up by
 * its national code: `1.010708.000.00.00.H56` → `1.010708` (domain.md §2.2).
 */
export function registeredCode(registry: Registry, code: string | undefined): string | undefined {
  if (code === undefined || registry.procedures.size === 0) return undefined;
  if (registry.procedures.has(code)) return code;
  const national = code.replace(/\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}$/, '');
  return registry.procedures.has(national) ? national : undefined;
}

/** Level of a registered procedure; undefined when nobody registered it. */
export function procedureLevel(registry: Registry, code: string | undefined): 2 | 3 | 4 | undefined {
  const found = registeredCode(registry, code);
  return found === undefined ? undefined : registry.procedures.get(found)?.level;
}
