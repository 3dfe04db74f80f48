// Answers of the routes of rules, by name.
import { z } from 'zod';
import { ruleSettings } from '../../shared/alarm/settings.ts';
import { priority } from '../../shared/alarm/view-schema.ts';
import { feedSchedule } from '../../shared/feeds/schedule.ts';
import { instant } from '../../shared/view-parts.ts';

const whole = z.number().int();
const done = { ok: z.literal(true) };
const text = z.string();

const note = z
  .object({ text, by: text.describe('display name'), at: instant, revision: whole.describe('rises with each edit') })
  .nullable();

const starts = z.array(text).describe('local times `hh:mm` at which a shift begins, ascending');

const rule = z.object({
  id: text,
  kind: z.enum(['pair', 'level', 'notice']),
  latching: z.boolean().describe('its return must be reset by a supervisor'),
  hasOnset: z.boolean().describe('it may wait before it raises: `onDelaySec` is a number'),
  guidance: z
    .object({ meaning: text, cause: text, action: text, time: text })
    .nullable()
    .describe('Vietnamese; without it the rule cannot be enabled'),
  levels: z.record(text, z.object({ label: text, default: priority })),
  params: z.record(text, z.object({ label: text, unit: text, default: z.number(), min: z.number(), max: z.number() })),
  defaults: ruleSettings,
  settings: ruleSettings.describe('as it is set now'),
  changed: z.boolean().describe('set otherwise than by default'),
  note,
});

const activation = z.object({
  subject: text,
  priority: priority.describe('the highest it reached'),
  raisedAt: instant,
  returnedAt: instant.nullable().describe('null: it still stood at the end of the day'),
  count: whole,
  text,
});
const first500 = z.array(activation).describe('by time, 500 at most');

export const ruleAnswers = {
  Rules: z.object({
    version: whole.describe('rises with each change of anything here'),
    rules: z.array(rule),
    shifts: z.object({ starts }),
  }),
  RuleAnswer: z.object({ ...done, settings: ruleSettings.describe('as they stand now'), version: whole }),
  NoteAnswer: z.object({ ...done, note }),
  FeedSchedules: z.object({ schedules: z.record(text, feedSchedule.nullable()).describe('by source') }),
  FeedScheduleAnswer: z.object({ ...done, schedule: feedSchedule.nullable() }),
  ShiftsAnswer: z.object({ ...done, starts }),
  DryRun: z.object({
    day: text.describe('yyyy-mm-dd, local (UTC+7)'),
    rule: text,
    events: whole.describe('rows that the log has of the day; 0: nothing is known of it'),
    note: text.describe('Vietnamese: what the figures leave out'),
    would: first500,
    wouldTotal: whole,
    did: first500,
    didTotal: whole,
  }),
} as const;
