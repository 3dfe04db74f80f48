// Whom an alarm can be given to.
import type { Operation } from './operation.ts';

export const peopleOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/people',
    permission: 'alarms.act',
    tag: 'alarms',
    summary: 'Whom an alarm can be given to: everyone with an account',
    answers: { 200: { description: 'People, by username', schemas: ['People'] } },
  },
];
