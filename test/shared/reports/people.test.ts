import { expect, it } from 'vitest';
import type { LogEvent } from '../../../shared/event.ts';
import { createPeople } from '../../../shared/reports/people.ts';

const said = (type: string, time: number, data: object): LogEvent => ({
  ...{ seq: time, id: `${time}`, source: '/ioc/server', type, subject: 'x', time, receivedAt: time, foldAt: time },
  ...{ agency: null, data },
});

it('whoever acted was there, from the first act to the last; rules and timers are nobody', () => {
  const people = createPeople();
  for (const event of [
    said('audit.login', 10, { by: 'lan' }),
    said('alarm.raised', 11, { rule: 'A1' }),
    said('alarm.acknowledged', 12, { by: 'hung', byName: 'hung' }),
    said('alarm.closed', 12, { by: 'hung', byName: 'hung' }),
    said('alarm.unacknowledged', 13, { by: null, byName: null }),
    said('alarm.commented', 14, { by: 'lan', byName: 'lan' }),
    said('alarm.refused', 15, { by: 'lan', byName: 'lan' }),
    said('dossier.status', 16, { by: 'một người dân' }),
  ])
    people.add(event);
  expect(people.result()).toEqual([
    { name: 'lan', first: 10, last: 15, acks: 0, acts: 1 },
    { name: 'hung', first: 12, last: 12, acks: 1, acts: 0 },
  ]);
});
