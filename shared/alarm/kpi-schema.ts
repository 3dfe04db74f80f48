// The key figures of the alarm system over a period, as they are answered and shown.
import { z } from 'zod';
import { instant } from '../view-parts.ts';

const whole = z.number().int();

export const kpiTarget = z
  .union([z.object({ atMost: z.number() }), z.object({ below: z.number() }), z.object({ atLeast: z.number() })])
  .describe('by ISA-18.2 and IEC 62682; times to acknowledge by our own response times');
export type KpiTarget = z.infer<typeof kpiTarget>;

export const kpiFigure = z.object({
  value: z.number().nullable().describe('a share is from 0 to 1; null: there is nothing to measure'),
  of: z.object({ numerator: z.number(), denominator: z.number() }).nullable().describe('what a share is made of'),
  target: kpiTarget.nullable(),
  missed: z.boolean(),
});
export type KpiFigure = z.infer<typeof kpiFigure>;

const byPriority = <T extends z.ZodType>(value: T) => z.object({ P1: value, P2: value, P3: value, P4: value });

const subject = {
  rule: z.string(),
  ruleName: z.string(),
  subject: z.string(),
  text: z.string().describe('as last seen'),
};

const toAck = z.object({
  count: whole.describe('acknowledgements in the period'),
  p50: kpiFigure.describe('seconds, half were quicker'),
  p95: kpiFigure.describe('seconds, nineteen of twenty were quicker'),
});

/** What the fold of a period gives. */
export const kpi = z.object({
  announced: whole.describe('alarms announced: raised, or come up to be looked at again'),
  perTenMinutes: kpiFigure.describe('announced in ten minutes, on average'),
  busyPeriods: kpiFigure.describe('ten-minute periods with more than ten, of all begun'),
  flood: kpiFigure.describe('seconds in flood, of all: from more than 10 in ten minutes to fewer than 5'),
  topTen: kpiFigure.describe('announced by the ten most frequent, of all'),
  chattering: kpiFigure.describe('rules and subjects with three or more activations within a minute'),
  standing: kpiFigure.describe('standing for more than 24 h at the end of the period'),
  standingWorstDay: kpiFigure.describe('the most that did so on one local day of the period'),
  priorities: byPriority(kpiFigure).describe('announced with this priority, of all'),
  toAcknowledge: z.object({ all: toAck, P1: toAck, P2: toAck, P3: toAck, P4: toAck }),
  overdue: kpiFigure.describe('not acknowledged within their response time'),
  shelved: z.object({ count: whole, seconds: z.number(), atEnd: whole }),
  suppressed: z.object({ byRule: whole, byPerson: whole, outOfService: whole }),
  escalations: z.object({
    steps: z.array(whole).length(3).describe('first, second, third step'),
    reminders: whole,
  }),
  refused: z.object({
    count: whole,
    byCode: z.record(z.string(), whole),
    unlogged: whole.describe('of `count`: so many at once that only their number was logged'),
  }),
  top: z.array(z.object({ ...subject, announced: whole })).describe('ten at most, the most frequent first'),
  chatterers: z.array(z.object({ ...subject, activations: whole })).describe('50 at most, the most restless first'),
});
export type Kpi = z.infer<typeof kpi>;

/** The answer of GET /api/alarms/kpi. `from` is in, `to` is out; by receipt. */
export const kpiAnswer = kpi.extend({
  from: instant,
  to: instant,
  periods: whole.describe('ten-minute periods begun'),
});
export type KpiAnswer = z.infer<typeof kpiAnswer>;
