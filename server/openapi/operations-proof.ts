// What proves a replay.
import type { Operation } from './operation.ts';

export const proofOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/links',
    permission: 'view.past',
    tag: 'state',
    summary: 'A permalink to a moment, whose hash is kept',
    description:
      'Whoever opens `path` later, or asks `GET /api/view?seq=&at=&as=`, can hold `hash` against `recordedHash`: the same for as long as the log is kept.',
    body: 'LinkBody',
    answers: { 200: { description: 'The pair it holds on to, and its address', schemas: ['Link'] } },
    refusals: { 400: ['BAD_JSON'], 404: ['NOT_FOUND'], 413: ['TOO_LARGE'], 422: ['INVALID'] },
  },
  {
    method: 'get',
    path: '/api/days/{day}/proof',
    permission: 'days.read',
    tag: 'state',
    summary: 'Is a day still what was shown of it?',
    description:
      'The live server keeps the hash of the view each minute and when alarms change. After midnight the log of the day is folded again and held against all of them.',
    parameters: { day: 'yyyy-mm-dd, local' },
    answers: { 200: { description: 'What came of the last verification', schemas: ['DayProof'] } },
    refusals: { 400: ['INVALID'], 404: ['NOT_FOUND'] },
  },
];
