// The third golden day is a real one: an incident desk's 4 May 2012, fed as dossiers, judged as the hub would.
import { expect, it } from 'vitest';
import { sentTypes } from '../../shared/model.ts';
import type { SimEvent } from '../../shared/simulate/delivery.ts';
import { rehearse } from '../../shared/simulate/rehearse.ts';
import { parseInstant } from '../../shared/time.ts';
import { expectGolden, instantsOf } from '../support/golden.ts';
import { events } from './mapped.ts';

const RUN = 'npm run test:data -- ../shared/data golden';

it('bpic2013_day_2012-05-04.csv', async () => {
  const sent = await events('csv', 'dossiers/bpic2013_day_2012-05-04.csv', 'bpic2013-day');
  const stream = sent.map(({ id, source, type, time, subject, agency, data }): SimEvent => {
    const at = parseInstant(time);
    const known = sentTypes[type]?.parse(data) as SimEvent['data'];
    return { id, source, type, subject, agency: agency ?? null, time: at, sendAt: at, data: known };
  });
  const clocks = ['00:00:00.000', '07:00:00.000', '12:00:00.000', '17:30:00.000', '23:59:59.999'];
  const instants = instantsOf('2012-05-04', clocks);
  const { log, raised } = rehearse(stream, instants.at(-1)!);
  expect(raised).toBeGreaterThan(0);
  expectGolden('real-day', log, instants, RUN);
});
