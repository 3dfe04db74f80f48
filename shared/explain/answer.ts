// What GET /api/explain answers.
import { z } from 'zod';
import { instant } from '../view-parts.ts';

const explainedEvent = z.object({
  seq: z.number(),
  time: instant,
  receivedAt: instant,
  type: z.string(),
  text: z.string().describe('Vietnamese, one line'),
});

export const explainedMember = z.object({
  kind: z.enum(['dossier', 'agency', 'endpoint', 'alert', 'incident', 'alarm', 'event']),
  subject: z.string().describe('a dossier: its last four digits for operators, its code for supervisors'),
  name: z.string().nullable(),
  agency: z.string().nullable(),
  counted: z.boolean().describe('of a ratio: it is in the numerator too'),
  facts: z.record(z.string(), z.string()),
  events: z.array(explainedEvent).describe('that put it there, by seq; empty where they could not be found in time'),
});
export type ExplainedMember = z.infer<typeof explainedMember>;

const value = z
  .union([z.number(), z.object({ numerator: z.number(), denominator: z.number(), formula: z.string().optional() })])
  .nullable();
export type ExplainedValue = z.infer<typeof value>;

export const explained = z.object({
  figure: z.string(),
  agency: z.string().nullable(),
  conference: z.string().nullable(),
  seq: z.number(),
  at: instant,
  as: z.enum(['then', 'now']),
  rule: z.object({
    name: z.string(),
    text: z.string().describe('the formula in Vietnamese words'),
    source: z.string().describe('where it is written down'),
  }),
  value: value.describe('as in the view of the same seq and at; null: no data'),
  total: z.number().nullable().describe('members in all; null: no data, or only the number is kept'),
  members: z.array(explainedMember).describe('at most 500'),
  more: z.boolean(),
});
export type Explained = z.infer<typeof explained>;
