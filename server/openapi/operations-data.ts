// Events in, the log, quarantine, views and days.
import { z } from 'zod';
import { eventsQuery } from '../events.ts';
import { quarantineQuery } from '../quarantine.ts';
import type { Operation } from './operation.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = z.string().optional();

const DOOR = `CloudEvents 1.0 over HTTP: structured, batched, binary (a \`ce-specversion\` header; \`ce-*\` values percent-decoded), or NDJSON with one
structured event a line. \`id\` and \`source\` together are the identity: the same pair again is a duplicate, counted and ignored.

Each event is judged for itself; one bad event does not sink its batch. Reasons of quarantine, in the order of judgement: \`too_large\` (over 64 KiB),
\`text\` (NUL, lone surrogates), \`not_cloudevents\`, \`reserved\`, \`unknown_type\`, \`forbidden\`, \`exercise\`, \`no_time\`, \`future\` (more than 5 min ahead),
\`too_old\` (before what the log was pruned to), \`attr:<name>\`, \`data_type\`, \`data:<path>\`. Fields of \`data\` that the schema does not know are dropped before storage.

NDJSON has no length limit; it is atomic per at most 500 lines, and once something was committed the answer is 200 and says where it stopped.
After 429 or 503 send again: what was stored counts as a duplicate.`;

const pastQuery = z.object({
  at: text.describe(
    'an instant, RFC 3339; its + may arrive as a blank; without offset +07:00. Asks for the past: supervisors',
  ),
  seq: text.describe('exactly this seq; needs `at`'),
  as: z.enum(['then', 'now']).default('then').describe('as known then (by receipt) or as known now (by event time)'),
});

export const dataOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/events',
    permission: 'events.send',
    tag: 'events',
    summary: 'Send events',
    description: DOOR,
    query: z.object({ dryRun: z.literal('1').optional().describe('checks and stores nothing') }),
    bodies: {
      'application/cloudevents+json': ref('Event'),
      'application/cloudevents-batch+json': { type: 'array', items: ref('Event') },
      'application/x-ndjson': { type: 'string', description: 'one structured event a line' },
      'application/json': { description: 'binary mode: the data; the attributes are `ce-*` headers' },
    },
    answers: {
      200: {
        description: 'Committed and folded: a view asked for now has at least this seq (AcceptedLines: NDJSON)',
        schemas: ['Accepted', 'AcceptedLines'],
      },
      422: { description: 'A single structured or binary event was quarantined', schemas: ['Accepted'] },
    },
    refusals: {
      400: ['BAD_JSON'],
      401: ['UNAUTHENTICATED'],
      403: ['FORBIDDEN'],
      413: ['TOO_LARGE'],
      415: ['UNSUPPORTED_MEDIA_TYPE'],
      429: ['QUEUE_FULL'],
    },
  },
  {
    method: 'get',
    path: '/api/events',
    permission: 'events.read',
    tag: 'events',
    summary: 'The log, by seq',
    description:
      'As pages of JSON, or whole with `Accept: text/csv` (UTF-8 with BOM, formula-safe) or `application/x-ndjson`. `from` is in, `to` is out. A `type` that ends in * means all that begin so.',
    query: eventsQuery,
    answers: {
      200: { description: 'A page, or the whole', schemas: ['EventPage'], types: ['text/csv', 'application/x-ndjson'] },
    },
    refusals: { 400: ['INVALID'] },
  },
  {
    method: 'get',
    path: '/api/quarantine',
    permission: 'quarantine.read',
    tag: 'events',
    summary: 'What the door refused, newest first',
    query: quarantineQuery,
    answers: { 200: { description: 'A page', schemas: ['QuarantinePage'] } },
    refusals: { 400: ['INVALID'] },
  },
  {
    method: 'post',
    path: '/api/quarantine/{id}/retry',
    permission: 'quarantine.retry',
    tag: 'events',
    summary: 'Judge a refused event again',
    parameters: { id: 'number in the quarantine' },
    answers: { 200: { description: 'It passed', schemas: ['Accepted'] } },
    refusals: { 404: ['NOT_FOUND'], 422: ['INVALID'], 429: ['QUEUE_FULL'] },
  },
  {
    method: 'get',
    path: '/api/view',
    permission: 'view.now',
    tag: 'state',
    summary: 'The view, now or at any instant',
    description:
      'The same seq, at and foldVersion always give the same hash. A program follows changes on the Socket.IO namespace /live (see above).',
    query: pastQuery,
    answers: { 200: { description: 'A published pair of seq and at, and its view', schemas: ['ViewAnswer'] } },
    refusals: { 400: ['INVALID'], 404: ['NOT_FOUND'] },
  },
  {
    method: 'get',
    path: '/api/map',
    permission: 'view.now',
    tag: 'state',
    summary: 'The site’s own map',
    description: 'What the setting IOC_MAP_GEOJSON names, drawn; null: none, a wall draws the agency tree.',
    answers: { 200: { description: 'The drawing', schemas: ['SiteMapAnswer'] } },
  },
  {
    method: 'get',
    path: '/api/days',
    permission: 'days.read',
    tag: 'state',
    summary: 'First and last day of the log',
    answers: { 200: { description: 'Days', schemas: ['Days'] } },
  },
  {
    method: 'get',
    path: '/api/days/{day}',
    permission: 'days.read',
    tag: 'state',
    summary: 'One day: events a minute and kind, marks, what came late, gaps and silences',
    parameters: { day: 'yyyy-mm-dd, local' },
    query: z.object({ as: pastQuery.shape.as }),
    answers: { 200: { description: 'The strip under a replay', schemas: ['Day'] } },
    refusals: { 400: ['INVALID'], 404: ['NOT_FOUND'] },
  },
  {
    method: 'get',
    path: '/api/days/{day}/story',
    permission: 'days.read',
    tag: 'state',
    summary: 'What people and the monitor did on a day, in order',
    parameters: { day: 'yyyy-mm-dd, local' },
    query: z.object({ as: pastQuery.shape.as, until: z.string().optional().describe('instant: nothing later') }),
    answers: { 200: { description: 'The story', schemas: ['DayStory'] } },
    refusals: { 400: ['INVALID'], 404: ['NOT_FOUND'] },
  },
];
