// The key figures of the alarms.
import { kpiQuery } from '../kpi.ts';
import type { Operation } from './operation.ts';

export const kpiOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/alarms/kpi',
    permission: 'alarms.read',
    tag: 'alarms',
    summary: 'Key figures of the alarms over a period, against ISA-18.2',
    description:
      'Of what was received in [`from`, `to`), 31 days at most; each figure with its target and whether it is missed. "Announced" is what counts for a flood: raised, raised again, risen, back from a shelf or suppression; not a reminder.',
    query: kpiQuery,
    answers: { 200: { description: 'The figures', schemas: ['AlarmKpi'] } },
    refusals: { 400: ['INVALID'], 404: ['NOT_FOUND'] },
  },
];
