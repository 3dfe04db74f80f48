// What a screen may know of the dossiers (interfaces.md §4). Numbers are null until the first dossier event: unknown is not zero.
import { z } from 'zod';
import { count, instant, ratio, ratioByFormula, tier } from '../../view-parts.ts';

export const agencyRow = z.object({
  name: z.string().describe('registered name, or "chưa đăng ký"'),
  tier: tier.nullable(),
  district: z
    .string()
    .nullable()
    .describe('agency code of the district it lies in, or is; null for points of the province'),
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

/** K12 to K14 of a unit or of the province; null: it sent nothing this month, which is not zero. */
export const monthCounts = z.object({
  offered: ratio.unwrap().describe('K12: procedures of level 4 / all that it offers'),
  used: ratio.describe('K13: of its level-4 procedures, those with an online dossier submitted this month'),
  received: count.describe('K1: first received this month'),
  level4: count.describe('K14: of these, level 4'),
});
export type MonthCounts = z.infer<typeof monthCounts>;

export const monthView = z.object({
  month: z.string().describe('yyyy-mm'),
  province: monthCounts.describe('each dossier and each procedure once, also those of which no unit is known'),
  coverage: ratio.unwrap().describe('K15: units that sent anything this month / units expected to'),
  byAgency: z.record(z.string(), monthCounts).describe('units that are expected to send, and whoever sent'),
});
export type MonthView = z.infer<typeof monthView>;

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
  month: monthView
    .nullable()
    .describe('the running month as the level-4 report counts it; null: no dossier was ever seen'),
  corrected: z
    .record(z.string(), z.object({ version: z.number(), first: dayFigures, now: dayFigures }))
    .describe('earlier days whose closed figures late events have changed: both values are kept'),
});
export type DossierView = z.infer<typeof dossierView>;
