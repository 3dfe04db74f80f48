// Schemas of permalinks and of the proof of a day.
import { z } from 'zod';
import { mismatch } from '../../shared/monitor/events.ts';
import { instant } from '../../shared/view-parts.ts';
import { linkBody } from '../proof/routes.ts';

const whole = z.number().int();

export const proofAnswers = {
  Link: z.object({
    seq: whole,
    at: instant,
    as: z.enum(['then', 'now']),
    hash: z.string(),
    foldVersion: z.string(),
    path: z.string().describe('address of the moment in the player'),
  }),
  DayProof: z.object({
    day: z.string(),
    checkedAt: instant.nullable().describe('null: not verified yet'),
    compared: whole,
    mismatches: whole,
    first: mismatch.nullable(),
    fingerprints: whole.describe('stored so far'),
  }),
} as const;

export const proofBodies = { LinkBody: linkBody } as const;
