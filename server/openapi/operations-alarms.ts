// Alarms: list, history, commands.
import { REFUSAL_STATUS } from '../../shared/alarm/refusals.ts';
import { alarmQuery } from '../alarms.ts';
import type { RefusalCode } from '../refusal.ts';
import type { Operation } from './operation.ts';

/** What a command may be refused with, by status: the cells of the transition table and what stands before them. */
const commandRefusals: Record<number, RefusalCode[]> = {};
for (const [code, status] of Object.entries(REFUSAL_STATUS) as [RefusalCode, number][]) {
  commandRefusals[status] ??= [];
  commandRefusals[status].push(code);
}

const ORDER = `Order of judgement: the same \`id\` again gets its first answer, also after a restart; 404; 403; 410 \`CLOSED\`; the state's own refusal
(409); 409 \`STALE_VERSION\` with \`current\`; 422. \`reason\` is optional for ack and unack of one's own, mandatory for shelve, suppress, out_of_service,
dispose, comment and another's unack. \`until\` goes with shelve, \`assignee\` with assign. P1 cannot be shelved. reset, suppress, unsuppress,
out_of_service and in_service ask for a supervisor.`;

export const alarmOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/alarms',
    permission: 'alarms.read',
    tag: 'alarms',
    summary: 'Open alarms, the most urgent first; with state=closed those that closed lately, the newest first',
    query: alarmQuery,
    answers: { 200: { description: 'A page', schemas: ['AlarmPage'] } },
    refusals: { 400: ['INVALID'] },
  },
  {
    method: 'get',
    path: '/api/alarms/{occurrence}',
    permission: 'alarms.read',
    tag: 'alarms',
    summary: 'One alarm, open or closed, with its history',
    parameters: { occurrence: 'id of the occurrence' },
    answers: { 200: { description: 'The alarm', schemas: ['AlarmAnswer'] } },
    refusals: { 404: ['NOT_FOUND'] },
  },
  {
    method: 'post',
    path: '/api/alarms/bulk',
    permission: 'alarms.act',
    tag: 'alarms',
    summary: 'Up to 500 commands, each decided for itself',
    body: 'Bulk',
    answers: { 200: { description: 'An answer for each, in order', schemas: ['BulkAnswer'] } },
    refusals: { 400: ['BAD_JSON'], 413: ['TOO_LARGE'], 422: ['INVALID'] },
  },
  {
    method: 'post',
    path: '/api/alarms/{occurrence}/{action}',
    permission: 'alarms.act',
    tag: 'alarms',
    summary: 'A command on an alarm, the same as `command` on the socket',
    description: ORDER,
    parameters: {
      occurrence: 'id of the occurrence',
      action:
        'ack, unack, shelve, unshelve, reset, dispose, assign, comment, suppress, unsuppress, out_of_service, in_service',
    },
    body: 'CommandBody',
    answers: { 200: { description: 'Done and committed', schemas: ['CommandAnswer'] } },
    refusals: {
      ...commandRefusals,
      400: ['BAD_JSON', 'BAD_REQUEST'],
      413: ['TOO_LARGE'],
      429: ['QUEUE_FULL'],
    },
  },
];
