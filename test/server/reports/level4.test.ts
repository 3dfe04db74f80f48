// The month's table against SQL over the log that shares nothing with the fold: K12 to K15 and K1, unit by unit.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastSeq } from '../../../server/fold.ts';
import { monthOf } from '../../../server/reports/level4.ts';
import type { Month } from '../../../shared/sources/dossier/month.ts';
import { DAY_MS, HOUR_MS, instantText, parseInstant } from '../../../shared/time.ts';
import { dice, inBatches } from '../../support/load.ts';
import { event, startTestServer, type TestServer } from '../../support/server.ts';

const START = parseInstant('2026-10-20T08:00:00+07:00');
const FROM = parseInstant('2026-11-01T00:00:00+07:00');
const TO = parseInstant('2026-12-01T00:00:00+07:00');
const UNITS = Array.from({ length: 12 }, (_, index) => `H44.${10 + index}`);
/** These never send. */
const SILENT = UNITS.slice(10);

let server: TestServer;
let pool: pg.Pool;

/** What happens to one dossier from its submission on; each step may become known hours or days later. */
function story(number: number, roll: (n: number) => number): object[] {
  const code = `H44.${number}`;
  const unit = UNITS[roll(10)] ?? '';
  let at = START + roll(50) * DAY_MS + roll(86_400_000);
  const events: object[] = [];
  const put = (type: string, data: object, agency: string | null): void => {
    events.push(event(type, code, at, data, agency === null ? {} : { agency }));
    at += roll(4 * 86_400_000);
  };
  const procedure = roll(3) === 0 ? undefined : `1.${100 + roll(9)}${roll(4) === 0 ? '.000.00.00.H44' : ''}`;
  put(
    'dossier.submitted',
    {
      channel: ['online', 'online', 'in_person', undefined][roll(4)],
      ...(roll(3) === 0 ? { level: 2 + roll(3) } : {}),
      ...(procedure === undefined ? {} : { procedure }),
    },
    roll(30) === 0 ? null : unit,
  );
  if (roll(10) > 0) put('dossier.status', { status: 2 }, roll(3) === 0 ? null : unit);
  if (roll(6) === 0) put('dossier.transferred', { toAgency: UNITS[roll(10)] ?? '' }, unit);
  put('dossier.status', { status: [3, 4, 5, 7, 9][roll(5)] }, unit);
  if (roll(12) === 0) put('dossier.deleted', {}, unit);
  if (roll(20) === 0) put('dossier.restored', {}, unit);
  if (roll(5) === 0) put('dossier.status', { status: 2 }, unit);
  return events;
}

beforeAll(async () => {
  server = await startTestServer({ exerciseFrom: START });
  const { clock } = server;
  if (!clock) throw new Error('the exercise has no clock');
  const roll = dice(7);
  await server.post([
    ...UNITS.map((code) => event('agency.registered', code, START, { name: `Đơn vị ${code}`, tier: 'district' })),
    ...Array.from({ length: 9 }, (_, index) =>
      event('procedure.registered', `1.${100 + index}`, START, {
        level: 2 + (index % 3),
        agencies: UNITS.filter((_unit, at) => (at + index) % 3 !== 0),
      }),
    ),
  ]);
  const known = Array.from({ length: 900 }, (_, number) => story(number, roll))
    .flat()
    .map((one) => {
      const time = Date.parse((one as { time: string }).time);
      // A third comes late, some of it after the month is over.
      return { one, at: time + (roll(3) === 0 ? roll(9 * 86_400_000) : roll(60_000)) };
    })
    .sort((a, b) => a.at - b.at);
  for (const batch of inBatches(known, 60)) {
    clock.set(Math.max(clock.now(), batch.at(-1)?.at ?? 0));
    const { status, body } = await server.post(batch.map(({ one }) => one));
    expect([status, body.quarantined]).toEqual([200, []]);
  }
  // A report of zero, by a unit that has nothing else in the month.
  await server.post(
    event(
      'feed.totals',
      '/t',
      FROM + 10 * DAY_MS,
      { day: '2026-11-11', submitted: 0, received: 0, resolved: 0, open: 0 },
      { agency: SILENT[0] },
    ),
  );
  clock.set(clock.now() + HOUR_MS);
  pool = new pg.Pool({ connectionString: server.database.url, max: 2 });
  pool.on('error', () => {});
});
afterAll(async () => {
  await pool.end();
  await server.end();
});

/** By unit, and for all: received, level 4, level-4 procedures with an online dossier; and whether anything was heard. */
const FIGURES = `
with params as (select $1::timestamptz as a, $2::timestamptz as b),
  e as (select log.* from log, params where time < b and seq <= $3),
  submitted as (
    select distinct on (subject) subject, time, data->>'procedure' as procedure, data->>'channel' as channel,
      coalesce((data->>'level')::int, (
        select (p.data->>'level')::int from log p
        where p.type = 'procedure.registered'
          and p.subject = regexp_replace(e.data->>'procedure', '\\.\\d{3}\\.\\d{2}\\.\\d{2}\\.[A-Z]\\d{2}$', ''))) as level
    from e where type = 'dossier.submitted' order by subject, time, seq),
  first as (select distinct on (subject) subject, agency from e where type like 'dossier.%' order by subject, time, seq),
  received as (select subject, min(time) as at from e where type = 'dossier.status' and data->>'status' = '2' group by subject),
  moved as (
    select distinct on (subject) subject, data->>'toAgency' as agency from e
    where type = 'dossier.transferred' order by subject, time desc, seq desc),
  deleted as (
    select subject from (
      select distinct on (subject) subject, type from e
      where type in ('dossier.deleted', 'dossier.restored') order by subject, time desc, seq desc) last
    where type = 'dossier.deleted'),
  d as (
    select f.subject, coalesce(m.agency, f.agency) as unit, s.level,
      r.at >= a and r.at < b as is_received,
      s.channel = 'online' and s.time >= a and s.time < b as is_online,
      regexp_replace(s.procedure, '\\.\\d{3}\\.\\d{2}\\.\\d{2}\\.[A-Z]\\d{2}$', '') as procedure
    from first f cross join params left join submitted s using (subject) left join received r using (subject) left join moved m using (subject)
    where f.subject not in (select subject from deleted)),
  level4 as (select subject as procedure, json_array_elements_text(data->'agencies') as unit from log where type = 'procedure.registered' and data->>'level' = '4'),
  heard as (
    select agency as unit from e, params where time >= a and (type like 'dossier.%' or type = 'feed.totals') and agency is not null
    union select data->>'toAgency' from e, params where time >= a and type = 'dossier.transferred')
select u.unit,
  (select count(*)::int from d where is_received and (u.unit is null or d.unit = u.unit)) as received,
  (select count(*)::int from d where is_received and level = 4 and (u.unit is null or d.unit = u.unit)) as level4,
  (select count(distinct procedure)::int from d join level4 using (procedure)
     where is_online and (u.unit is null or (d.unit = u.unit and level4.unit = u.unit))) as used,
  (select count(*)::int from log where type = 'procedure.registered' and data->>'level' = '4'
     and (u.unit is null or exists (select from json_array_elements_text(data->'agencies') x where x = u.unit))) as level4_procedures,
  (select count(*)::int from log where type = 'procedure.registered'
     and (u.unit is null or exists (select from json_array_elements_text(data->'agencies') x where x = u.unit))) as procedures,
  exists (select from heard where heard.unit = u.unit) as reported
from (select subject as unit from log where type = 'agency.registered' union select null) u order by 1 nulls last`;

type Row = {
  unit: string | null;
  received: number;
  level4: number;
  used: number;
  level4_procedures: number;
  procedures: number;
  reported: boolean;
};

async function both(from: number, to: number, seq: number): Promise<{ month: Month; rows: Row[] }> {
  const client = await pool.connect();
  try {
    const { of: month } = await monthOf(client, from, to, seq);
    const { rows } = await client.query<Row>(FIGURES, [instantText(from), instantText(to), seq]);
    return { month, rows };
  } finally {
    client.release();
  }
}

function expectSame({ month, rows }: { month: Month; rows: readonly Row[] }): void {
  const units = rows.filter(({ unit }) => unit !== null);
  expect(
    month.units.map(({ code, received, level4, used, offered, reported }) => [
      code,
      received,
      level4,
      used,
      offered,
      reported,
    ]),
  ).toEqual(
    units.map((row) => [
      row.unit,
      row.reported ? row.received : null,
      row.reported ? row.level4 : null,
      row.reported ? { numerator: row.used, denominator: row.level4_procedures } : null,
      { numerator: row.level4_procedures, denominator: row.procedures },
      row.reported,
    ]),
  );
  const all = rows.find(({ unit }) => unit === null);
  expect(month.province).toEqual({
    received: all?.received,
    level4: all?.level4,
    used: { numerator: all?.used, denominator: all?.level4_procedures },
    offered: { numerator: all?.level4_procedures, denominator: all?.procedures },
  });
  expect(month.coverage).toEqual({
    numerator: units.filter(({ reported }) => reported).length,
    denominator: units.length,
  });
}

describe('the month of the units equals SQL over the log', () => {
  it('for a month that is over, with what came late', async () => {
    const found = await both(FROM, TO, await lastSeq(pool));
    expectSame(found);
    const of = (code: string | undefined) => found.month.units.find((unit) => unit.code === code);
    expect(found.month.province.level4).toBeGreaterThan(50);
    expect(found.month.province.used?.numerator).toBeGreaterThan(0);
    expect(of(SILENT[0])).toMatchObject({ reported: true, level4: 0 });
    expect(of(SILENT[1])).toMatchObject({ reported: false, level4: null, used: null });
  });

  it('for the month before, for half a month, and for what was known at its end', async () => {
    const all = await lastSeq(pool);
    const { rows } = await pool.query('select max(last_seq)::int as seq from batch where received_at < $1', [
      instantText(TO),
    ]);
    expect(rows[0].seq).toBeLessThan(all);
    expectSame(await both(parseInstant('2026-10-01T00:00:00+07:00'), FROM, all));
    expectSame(await both(FROM, FROM + 14 * DAY_MS + 5_000, all));
    expectSame(await both(FROM, TO, rows[0].seq));
  });

  it('agrees with what the screens show of the running month, where nothing came late', async () => {
    const { view, seq } = await server.view();
    const from = parseInstant(`${view.day.slice(0, 7)}-01T00:00:00+07:00`);
    const { month } = await both(from, server.hub.now(), seq);
    for (const { code, level4, reported } of month.units)
      if (reported) expect([code, level4]).toEqual([code, view.dossier.byAgency[code]?.level4Month]);
    const rows = month.units.map(({ code, offered, used, received, level4 }) => [
      code,
      { offered, used, received, level4 },
    ]);
    const { province, coverage } = month;
    expect(view.dossier.month).toMatchObject({ province, coverage, byAgency: Object.fromEntries(rows) });
  });
});
