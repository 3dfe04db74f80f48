// From a figure to its members.
import { explainQuery } from '../explain.ts';
import type { Operation } from './operation.ts';

export const explainOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/explain',
    permission: 'explain',
    tag: 'state',
    summary: 'Which ones? The members of a figure, its rule, and the events that put them there',
    description:
      'Of the view of now, or of any (`seq`, `at`): `value` is what stands there, `total` how many members it has. A ratio lists its denominator. Operators see the last four digits of a dossier, supervisors its code; who asked is logged (`audit.explained`).',
    query: explainQuery,
    answers: { 200: { description: 'At most 500 members', schemas: ['Explained'] } },
    refusals: { 400: ['INVALID'], 404: ['NOT_FOUND'], 429: ['QUEUE_FULL'] },
  },
];
