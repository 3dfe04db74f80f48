// What a screen may know of security alerts and incidents (interfaces.md §4).
import { z } from 'zod';
import { count, instant } from '../../view-parts.ts';

export const severity = z.enum(['low', 'medium', 'high', 'critical']);
export type Severity = z.infer<typeof severity>;

const bySeverity = z.object({ low: count, medium: count, high: count, critical: count });

export const securityView = z.object({
  asOf: instant.nullable(),
  today: bySeverity,
  open: bySeverity,
  openIncidents: count,
  byCategory: z.record(z.string(), z.number()).describe('alerts of today'),
  lastHour: z.array(count).length(60).describe('alerts a minute; [59] is the running minute'),
  incidents: z.record(
    z.string(),
    z.object({
      severity,
      category: z.string(),
      system: z.string().nullable(),
      systemLevel: z.number().nullable(),
      detectedAt: instant,
      reportDueAt: instant.describe('K33: five days after detection (QĐ 05/2017/QĐ-TTg)'),
      beyondCapacity: z.boolean(),
    }),
  ),
  links: z.record(
    z.string(),
    z.object({ state: z.enum(['up', 'down']), since: instant, pending: z.number().nullable() }),
  ),
});
export type SecurityView = z.infer<typeof securityView>;
