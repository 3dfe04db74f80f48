// Bodies of the routes of rules and shifts. The settings themselves are looked at by check.ts, which has words for each field.
import { z } from 'zod';
import { ruleSettings } from '../../shared/alarm/settings.ts';

const isText = (text: string): boolean => !/\0|\p{Surrogate}/u.test(text);
const text = (longest: number) =>
  z
    .string()
    .transform((given) => given.normalize('NFC').trim())
    .pipe(z.string().max(longest, `dài nhất ${longest} ký tự`).refine(isText, 'có ký tự không dùng được'));

/** What a change of a rule has beside its settings. */
export const changeBody = z.object({
  reason: text(1_000).nullish(),
  version: z
    .number()
    .int()
    .optional()
    .describe('of GET /api/rules, as the person saw it; refused with STALE_VERSION when something changed since'),
});
/** As documented: what `changeBody` and `ruleSettings` ask together. */
export const ruleChangeBody = changeBody.extend({ settings: ruleSettings });

export const noteBody = z.object({ note: text(2_000).describe('empty: there is none any more') });

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'viết giờ như 07:00');
export const shiftsBody = z.object({
  starts: z
    .array(clock)
    .min(1, 'cần ít nhất một giờ')
    .max(12, 'nhiều nhất 12 ca')
    .refine((starts) => new Set(starts).size === starts.length, 'có giờ bị lặp lại')
    .describe('local times at which a shift begins'),
});

export const dryRunBody = z.object({
  day: z.string().describe('yyyy-mm-dd, local (UTC+7)'),
  settings: ruleSettings,
});
