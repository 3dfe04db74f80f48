// What a one-stop system may send about a dossier (interfaces.md §3). No field can hold a person (I8).
import { z } from 'zod';
import { parseDay, parseInstant } from '../../time.ts';

const instant = z
  .string()
  .max(64)
  .refine((text) => !Number.isNaN(parseInstant(text)), 'not an RFC 3339 instant with offset');
const code = z.string().min(1).max(128);
const reason = z.string().max(512).optional();
const status = z.number().int().min(1).max(10);
const level = z.union([z.literal(2), z.literal(3), z.literal(4)]).optional();
const channel = z.enum(['in_person', 'online', 'post']).optional();
const amount = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const dossierTypes = {
  'dossier.submitted': z.object({
    procedure: code.optional(),
    level,
    channel,
    applicant: z.enum(['citizen', 'business']).optional(),
    receiveBy: instant.optional(),
  }),
  'dossier.status': z.object({ status, step: z.string().max(256).optional() }),
  'dossier.due': z.object({
    dueAt: instant.nullable(),
    reason: z.enum(['initial', 'supplement', 'reschedule', 'reset']),
  }),
  'dossier.finish_changed': z.object({ finishedAt: instant, previousFinishedAt: instant.optional(), reason }),
  'dossier.transferred': z.object({ toAgency: code }),
  'dossier.deleted': z.object({ reason }),
  'dossier.restored': z.object({ reason }),
  'dossier.paid': z.object({ amountVnd: amount, method: z.string().max(64).optional() }),
  'dossier.apology': z.object({ newDueAt: instant.optional() }),
  'dossier.rated': z.object({ rating: z.enum(['very_satisfied', 'satisfied', 'unsatisfied']) }),
  'dossier.snapshot': z.object({
    status,
    submittedAt: instant,
    receivedAt: instant.optional(),
    dueAt: instant.optional(),
    finishedAt: instant.optional(),
    level,
    channel,
    procedure: code.optional(),
  }),
  'feed.totals': z.object({
    day: z.string().refine((text) => !Number.isNaN(parseDay(text)), 'not a day'),
    submitted: amount,
    received: amount,
    resolved: amount,
    open: amount,
  }),
} as const;

export type DossierData = { [T in keyof typeof dossierTypes]: z.infer<(typeof dossierTypes)[T]> };
