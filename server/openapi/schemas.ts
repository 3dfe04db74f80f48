// The schemas of bodies and answers by name, and their JSON Schema. What the program itself parses is used as it stands;
// answers that nobody parses are written here, and a test holds real answers against them.
import { z } from 'zod';
import { commandSchema } from '../../shared/alarm/command.ts';
import { kpiAnswer } from '../../shared/alarm/kpi-schema.ts';
import { closedRow, deskRow } from '../../shared/alarm/view-schema.ts';
import { dayStory, dayStrip, knownDays } from '../../shared/day-schema.ts';
import { explained } from '../../shared/explain/answer.ts';
import { feedSchedule } from '../../shared/feeds/schedule.ts';
import { siteMapAnswer } from '../../shared/site-map.ts';
import { viewSchema } from '../../shared/view.ts';
import { instant } from '../../shared/view-parts.ts';
import { beat, frame, replaySpeed, wallBeat } from '../../shared/wire-schema.ts';
import { bulkBody } from '../alarms.ts';
import { credentials, newOwnPassword } from '../auth/login.ts';
import { PERMISSION_NAMES, ROLES } from '../auth/permissions.ts';
import { newKey, newUser, userChange } from '../auth/users.ts';
import { claiming, named, pairing } from '../auth/walls.ts';
import { REFUSAL_CODES } from '../refusal.ts';
import { dryRunBody, noteBody, ruleChangeBody, shiftsBody } from '../rules/bodies.ts';
import { deskAnswers, deskBodies } from './schemas-desk.ts';
import { proofAnswers, proofBodies } from './schemas-proof.ts';
import { ruleAnswers } from './schemas-rules.ts';
import { wallAnswers, wallBodies } from './schemas-walls.ts';

const whole = z.number().int();
const next = z.string().nullable().describe('the `cursor` of the next page; null: this was the last');
const data = z.record(z.string(), z.unknown());
const quarantined = z.array(
  z.object({ index: whole, id: z.string().nullable(), reason: z.string().describe('a stable code, see above') }),
);
const door = { accepted: whole, duplicates: whole, quarantined, seq: whole };

const storedEvent = z.object({
  seq: whole,
  id: z.string(),
  source: z.string(),
  type: z.string(),
  time: instant,
  subject: z.string().nullable(),
  agency: z.string().optional(),
  receivedAt: instant,
  data,
});

const refusal = z.object({
  ok: z.literal(false),
  code: z.enum(REFUSAL_CODES),
  message: z.string().describe('Vietnamese for people, English for senders of events'),
  where: z.string().optional().describe('the field or parameter'),
  by: z.string().optional().describe('who, where the code names somebody'),
  at: instant.optional().describe('when, where the code names an instant'),
  first: instant.optional().describe('the first instant that can be seen, of a pruned log'),
  current: deskRow.optional().describe('the row as it is now (STALE_VERSION)'),
});

const commandAnswer = z.object({ ok: z.literal(true), version: whole });

export const answers = {
  ...deskAnswers,
  ...proofAnswers,
  View: viewSchema,
  SiteMapAnswer: siteMapAnswer,
  Explained: explained,
  AlarmRow: deskRow,
  ClosedAlarm: closedRow,
  Refusal: refusal,
  StoredEvent: storedEvent,
  Frame: frame,
  Beat: beat,
  ReplaySpeed: replaySpeed,
  Health: z.object({ ok: z.literal(true), at: instant, exercise: z.boolean(), build: z.string() }),
  Ready: z.object({ ok: z.literal(true), seq: whole, at: instant }),
  Accepted: z.object(door),
  AcceptedLines: z.object({
    ...door,
    lines: whole.describe('lines judged'),
    quarantinedTotal: whole,
    stopped: z
      .object({ line: whole, code: z.enum(['QUEUE_FULL', 'UNAVAILABLE']), retryAfter: whole })
      .optional()
      .describe('where it stopped: send again from this line'),
  }),
  ViewAnswer: z.object({
    seq: whole,
    at: instant,
    epoch: z.string().describe('of the live frames; empty while standing by'),
    foldVersion: z.string(),
    hash: z.string().describe('SHA-256 of the canonical JSON (RFC 8785) of `view`'),
    recordedHash: z
      .string()
      .nullable()
      .describe('what was stored of exactly this pair when it was shown or linked; null: nothing, or not asked for'),
    recordedFoldVersion: z.string().nullable().describe('of the program that stored it: another one folds otherwise'),
    view: viewSchema,
  }),
  EventPage: z.object({ events: z.array(storedEvent), next }),
  AlarmPage: z.object({ alarms: z.array(z.union([deskRow, closedRow])), total: whole, next }),
  AlarmAnswer: z.object({
    alarm: z.union([deskRow, closedRow]),
    history: z.array(z.object({ seq: whole, at: instant, type: z.string(), data })),
  }),
  AlarmKpi: kpiAnswer,
  CommandAnswer: commandAnswer,
  BulkAnswer: z.object({
    results: z
      .array(
        z.union([
          commandAnswer.extend({ id: z.string(), status: whole }),
          refusal.extend({ id: z.string().nullable(), status: whole }),
        ]),
      )
      .describe('one for each item, in order'),
  }),
  QuarantinePage: z.object({
    quarantine: z.array(
      z.object({
        id: whole,
        receivedAt: instant,
        key: z.string().nullable().describe('name of the key it came with'),
        reason: z.string(),
        envelope: data,
        data: data.nullable().describe('the schema-known fields of valid type'),
        dropped: z.array(z.string()).describe('names of the rest'),
        retriedAt: instant.nullable(),
        retriedSeq: whole.nullable(),
      }),
    ),
    next,
  }),
  Days: knownDays,
  Day: dayStrip,
  DayStory: dayStory,
  Me: z.object({
    id: z.string(),
    name: z.string(),
    username: z.string().nullable(),
    role: z.enum(ROLES),
    kind: z.enum(['user', 'wall']),
    permissions: z.array(z.enum(PERMISSION_NAMES as [string, ...string[]])),
  }),
  Users: z.object({
    users: z.array(
      z.object({
        id: z.string(),
        username: z.string(),
        role: z.enum(['operator', 'supervisor', 'admin']),
        createdAt: instant,
      }),
    ),
  }),
  Keys: z.object({
    keys: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        sources: z.array(z.string()),
        types: z.array(z.string()),
        createdAt: instant,
      }),
    ),
  }),
  Walls: z.object({
    walls: z.array(
      z.object({ id: z.string(), name: z.string(), createdAt: instant, expiresAt: instant, claimed: z.boolean() }),
    ),
  }),
  Made: z.object({ id: z.string() }),
  NewKey: z.object({ id: z.string(), key: z.string().describe('shown this once') }),
  NewWall: z.object({ id: z.string(), token: z.string().describe('shown this once') }),
  PairingCode: z.object({ code: z.string().regex(/^\d{6}$/), expiresAt: instant }),
  Waiting: z.object({ waiting: z.literal(true) }),
  ...ruleAnswers,
  ...wallAnswers,
} as const;
export type AnswerName = keyof typeof answers;

export const bodies = {
  ...deskBodies,
  ...proofBodies,
  ...wallBodies,
  Credentials: credentials,
  OwnPassword: newOwnPassword,
  NewUserBody: newUser,
  UserChange: userChange,
  NewKeyBody: newKey.describe('a pattern is exact, or a prefix with a trailing *'),
  NewWallBody: named,
  Pairing: pairing,
  Claiming: claiming,
  Command: commandSchema,
  CommandBody: commandSchema.omit({ occurrence: true, action: true }),
  Bulk: bulkBody,
  WallBeat: wallBeat,
  RuleChange: ruleChangeBody,
  RuleNote: noteBody,
  DryRunBody: dryRunBody,
  Shifts: shiftsBody,
  FeedSchedule: feedSchedule,
} as const;
export type BodyName = keyof typeof bodies;

type JsonSchema = Record<string, unknown>;
const plain = ({ $schema: _schema, $id: _id, ...schema }: JsonSchema): JsonSchema => schema;

/** JSON Schema (2020-12) of named schemas; one that holds another refers to it in `components`. */
function componentsOf(schemas: Readonly<Record<string, z.ZodType>>, closed: boolean): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const made = z.toJSONSchema(registry, {
    uri: (id) => `#/components/schemas/${id}`,
    // `output` is what a field is after its pipe, with the lengths and patterns that are asked of it.
    io: 'output',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (!closed) delete jsonSchema.additionalProperties;
    },
  });
  return Object.fromEntries(Object.entries(made.schemas).map(([id, schema]) => [id, plain(schema as JsonSchema)]));
}

/** All named schemas. Answers are closed: what is not named is not there. Of bodies unknown fields are dropped. */
export const componentSchemas = (): Record<string, JsonSchema> => ({
  ...componentsOf(answers, true),
  ...componentsOf(bodies, false),
});

/** JSON Schema of what a sender may write. */
export const inputSchema = (schema: z.ZodType): JsonSchema =>
  plain(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema);
