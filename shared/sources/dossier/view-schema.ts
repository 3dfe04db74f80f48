// What a screen may know of the dossiers (interfaces.md §4). Numbers are null until the first dossier event: unknown is not zero.
import { z } from 'zod';
import { count, instant, ratio, ratioByFormula, tier } from '../../view-parts.ts';

export const agencyRow = z.object({
  name: z.string().describe('registered name, or "chưa đăng ký"'),
  tier: tier.nullable(),
  received: count,
  resolved: count,
  open: count,
  overdue: count,
  reporting: z.enum(['reported', 'silent', 'never']).describe('today: has sent; has sent before but not today; never'),
  level4Month: count.describe('K14: level-4 dossiers received this month'),
});

/** Figures of one local day, as they can be corrected by late events. */
export const dayFigures = z.object({
  submitted: z.number(),
  received: z.number(),
  resolved: z.number(),
  late: z.number(),
  rejected: z.number(),
  withdrawn: z.number(),
  onTime: z.object({ numerator: z.number(), denominator: z.number() }),
});

export const dossierView = z.object({
  asOf: instant.nullable(),
  submitted: count,
  received: count,
  resolved: count,
  late: count.describe('K4l: resolved today after the due date'),
  rejected: count,
  withdrawn: count,
  ofReceived: z.object({ rejected: count, withdrawn: count }),
  carriedOver: count,
  reopened: count,
  open: count,
  overdue: count,
  nearlyDue: count,
  paused: count,
  awaitingReceipt: count,
  online: ratio,
  onTime: ratioByFormula,
  formulas: z.object({ F1: ratio, F2: ratio, F3: ratio, F4: ratio }),
  byLevel: z.object({ '2': count, '3': count, '4': count, unknown: count }),
  byAgency: z.record(z.string(), agencyRow),
  hourly: z.array(count).length(24).describe('submitted per local hour; future hours null'),
  lateReceipt: count.describe('K10: received, or still waiting, after the instant it should have been received by'),
  duration: z
    .object({ count: z.number(), meanHours: z.number(), p90Hours: z.number() })
    .nullable()
    .describe('K11 of what was resolved today, working hours without pauses; p90 to the quarter hour'),
  coverage: ratio.describe('K15: agencies that reported today / registered agencies that deal with dossiers'),
  satisfied: ratio.describe('K16: ratings of today that are not "unsatisfied" / all'),
  rewritten: count.describe('due or finish dates changed today after the due date had passed'),
  corrected: z
    .record(z.string(), z.object({ version: z.number(), first: dayFigures, now: dayFigures }))
    .describe('earlier days whose closed figures late events have changed: both values are kept'),
});
export type DossierView = z.infer<typeof dossierView>;
