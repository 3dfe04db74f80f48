// A day of an exercise for the tests of exports: events of every source, some of them late, alarms that people act on.
import { instantText, parseInstant } from '../../../shared/time.ts';
import { act, raise } from '../../support/alarm.ts';
import { inBatches, mixedEvents, postBatch } from '../../support/load.ts';
import { event, startTestServer, type TestServer, until } from '../../support/server.ts';

export const DAY = '2026-11-19';
export const START = parseInstant('2026-11-19T07:00:00+07:00');
const HOUR = 3_600_000;

/** From 07:00 to about 13:00 of DAY. The clock stands still there. */
export async function dayOfExercise(): Promise<TestServer> {
  const server = await startTestServer({ exerciseFrom: START });
  const { clock } = server;
  if (!clock) throw new Error('the exercise has no clock');
  await server.post([
    event('agency.registered', 'H44', START, { name: 'UBND tỉnh Phú Thọ', tier: 'province' }),
    event('agency.registered', 'H44.1', START, { name: 'UBND huyện Đoan Hùng', tier: 'district', parent: 'H44' }),
    event('agency.registered', 'H44.99', START, { name: 'UBND huyện Hạ Hoà', tier: 'district', parent: 'H44' }),
    event('procedure.registered', '1.001', START, { level: 4, agencies: ['H44.1', 'H44.99'] }),
  ]);
  for (let hour = 1; hour <= 6; hour++) {
    clock.set(START + hour * HOUR);
    for (const batch of inBatches(mixedEvents(300, hour, clock.now()), 100)) await postBatch(server.url, batch);
    const alarm = await raise(server, `srv-${hour}`);
    clock.set(clock.now() + 45_000);
    if (hour % 2 === 0) await act(server, 'operator', alarm, 'ack', { reason: 'xem hồ sơ H44.14-261119-0417' });
  }
  await server.post(
    event(
      'dossier.submitted',
      '=HYPERLINK("x")',
      clock.now(),
      { level: 4, channel: 'online', procedure: '1.001' },
      { agency: 'H44.1' },
    ),
  );
  await until('an empty queue', () => server.hub.waiting() === 0);
  clock.set(clock.now() + 1_000);
  return server;
}

export type File = { status: number; bytes: Buffer; text: string; name: string; type: string };

export async function fetchExport(
  server: TestServer,
  path: string,
  role: 'operator' | 'supervisor' = 'supervisor',
): Promise<File> {
  const answer = await fetch(`${server.url}/api/exports/${path}`, { headers: { cookie: await server.cookie(role) } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? '';
  return {
    status: answer.status,
    bytes,
    text: bytes.toString('utf8'),
    name,
    type: answer.headers.get('content-type') ?? '',
  };
}

export type Audited = {
  seq: number;
  subject: string;
  data: {
    what: string;
    range: { from: string; to: string };
    as: string;
    mode: string;
    seq: number;
    rows: number | null;
    pages: number | null;
  };
};

/** What was logged of exports, the newest last. */
export async function exported(server: TestServer): Promise<Audited[]> {
  const { body } = await server.as('operator', '/api/events?type=audit.exported&limit=1000');
  return body.events as Audited[];
}

export const rangeOf = (from: number, to: number): string =>
  `from=${encodeURIComponent(instantText(from))}&to=${encodeURIComponent(instantText(to))}`;
