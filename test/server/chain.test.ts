import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyChain } from '../../server/chain.ts';
import { APP_ROLE_OPTIONS } from '../../server/database-role.ts';
import { ROW_COLUMNS, rowChecks, type StoredRow, storedRowText } from '../../server/log-rows.ts';
import { inBatches, mixedEvents, postBatch } from '../support/load.ts';
import { event, startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let owner: pg.Client;
beforeAll(async () => {
  server = await startTestServer();
  for (const batch of inBatches(mixedEvents(600, 3, Date.now()), 100)) await postBatch(server.url, batch);
  // What COPY and a statement write must be the same bytes, whatever the text.
  const texts = ['tab\t', 'line\nbreak', 'back\\slash \\N', '"quotes" \u2028 🏛 Đ', 'e\u0301', '\r\b\f\v'];
  const odd = texts.map((text, index) =>
    event(
      'dossier.deleted',
      `odd ${text}`,
      Date.now(),
      { reason: text },
      { id: `odd-${index}-${text}`, agency: index % 2 === 0 ? text : undefined },
    ),
  );
  for (const one of odd) expect((await server.post(one)).status).toBe(200);
  const many = Array.from({ length: 60 }, (_, index) =>
    event('dossier.deleted', `m${index}`, Date.UTC(1900, 0, index), { reason: texts[index % 6] }),
  );
  expect((await postBatch(server.url, many)).accepted).toBe(60);
  await server.hub.stop();
  owner = new pg.Client({ connectionString: server.database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.end();
});

/** What the statements change is seen inside their transaction and then undone. */
async function tampered(...statements: string[]): ReturnType<typeof verifyChain> {
  await owner.query('begin');
  try {
    for (const sql of statements) expect((await owner.query(sql)).rowCount).toBeGreaterThan(0);
    return await verifyChain(owner);
  } finally {
    await owner.query('rollback');
  }
}
const batchOf = async (seq: number): Promise<{ firstSeq: number; lastSeq: number }> => {
  const { rows } = await owner.query('select first_seq, last_seq from batch where first_seq <= $1 and last_seq >= $1', [
    seq,
  ]);
  return { firstSeq: Number(rows[0].first_seq), lastSeq: Number(rows[0].last_seq) };
};
const rowOf = async (seq: number): Promise<{ seq: number; id: string; source: string }> => {
  const { rows } = await owner.query('select id, source from log where seq = $1', [seq]);
  return { seq, ...rows[0] };
};
const lastSeq = async (): Promise<number> => (await owner.query('select max(seq)::int as n from log')).rows[0].n;
const nobody = { seq: null, id: null, source: null };

/** Row `seq` as it stands, with its check value made anew, as one would who knows how they are made. */
const forged = async (seq: number): Promise<void> => {
  const { firstSeq, lastSeq } = await batchOf(seq);
  const { rows } = await owner.query<StoredRow>(
    `select ${ROW_COLUMNS} from log where seq between $1 and $2 order by seq`,
    [firstSeq, lastSeq],
  );
  const checks = rowChecks(Buffer.from(rows.map(storedRowText).join('')), rows.length);
  await owner.query('update batch set row_checks = $1 where first_seq = $2', [checks, firstSeq]);
};

describe('the hash chain', () => {
  it('holds over everything that was stored, each batch with its check values', async () => {
    expect(await verifyChain(owner)).toBeNull();
    const { rows } = await owner.query(
      `select count(*)::int as n from batch where octet_length(row_checks) is distinct from 4 * (last_seq - first_seq + 2)`,
    );
    expect(rows[0].n).toBe(0);
    // Both ways of storing were taken.
    const { rows: sizes } = await owner.query(
      'select max(last_seq - first_seq)::int as n, count(*)::int as batches from batch',
    );
    expect(sizes[0].n).toBeGreaterThan(50);
    expect(sizes[0].batches).toBeGreaterThan(8);
  });

  it.each([
    ['data', `data = '{"level":4}'`],
    ['data by a blank', `data = (data::text || ' ')::json`],
    ['subject', `subject = 'another'`],
    ['agency', `agency = coalesce(agency, '') || 'x'`],
    ['type', `type = 'dossier.restored'`],
    ['time', `time = time + interval '1 ms'`],
    ['received_at', `received_at = received_at + interval '1 ms'`],
  ])('names the first row that has another %s', async (_what, set) => {
    expect(await tampered(`update log set ${set} where seq in (250, 400)`)).toEqual({
      ...(await batchOf(250)),
      ...(await rowOf(250)),
      reason: 'the row is not as it was stored',
    });
  });

  it('names a row by what it says of itself now', async () => {
    const set = `update log set id = 'forged', source = '/forged' where seq = 250`;
    expect(await tampered(set)).toMatchObject({ seq: 250, id: 'forged', source: '/forged' });
  });

  it('names the first and the last row of a batch, one that is alone in it, and any in a batch that COPY wrote', async () => {
    const { firstSeq, lastSeq: end } = await batchOf(300);
    expect(end).toBeGreaterThan(firstSeq);
    const { rows: alone } = await owner.query(
      'select first_seq::int as n from batch where first_seq = last_seq limit 1',
    );
    const seqs = [firstSeq, end, alone[0].n, await lastSeq()];
    for (const seq of seqs)
      expect(await tampered(`update log set data = '{}' where seq = ${seq}`)).toMatchObject({
        ...(await batchOf(seq)),
        ...(await rowOf(seq)),
      });
  });

  it('names the seq of a row that was removed, in the middle and at the end', async () => {
    for (const seq of [300, await lastSeq()])
      expect(await tampered(`delete from log where seq = ${seq}`)).toEqual({
        ...(await batchOf(seq)),
        ...nobody,
        seq,
        reason: 'the row is missing',
      });
  });

  it('names the first of two rows that changed places, and what stands there now', async () => {
    const move = (from: number, to: number): string => `update log set seq = ${to} where seq = ${from}`;
    expect(await tampered(move(300, 0), move(301, 300), move(0, 301))).toEqual({
      ...(await batchOf(300)),
      ...(await rowOf(301)),
      seq: 300,
      reason: 'the row is not as it was stored',
    });
  });

  it('names the seq that a renumbered row has left, and one that stands twice', async () => {
    expect(await tampered(`update log set seq = 1000000 where seq = 250`)).toMatchObject({
      ...nobody,
      seq: 250,
      reason: 'the row is missing',
    });
    const copy = `insert into log select seq, received_at + interval '1 ms', time, id, source, type, subject, agency, data from log where seq = 300`;
    expect(await tampered(copy)).toMatchObject({ seq: 300, reason: expect.stringContaining('twice') });
  });

  it('finds rows that no batch stored, before and behind all others', async () => {
    for (const seq of [0, (await lastSeq()) + 1]) {
      const add = `insert into log select ${seq}, received_at, time, id, source, type, subject, agency, data from log where seq = 300`;
      expect(await tampered(add)).toEqual({
        firstSeq: seq,
        lastSeq: seq,
        ...(await rowOf(300)),
        seq,
        reason: expect.stringContaining('no batch'),
      });
    }
  });

  it('finds a batch that was removed, with its rows or without', async () => {
    const { firstSeq, lastSeq: end } = await batchOf(300);
    const batch = `delete from batch where first_seq = ${firstSeq}`;
    const expected = { ...(await batchOf(end + 1)), ...nobody, seq: firstSeq };
    expect(await tampered(batch)).toMatchObject(expected);
    expect(await tampered(batch, `delete from log where seq between ${firstSeq} and ${end}`)).toMatchObject(expected);
  });

  it('names the batch alone when its hash was changed', async () => {
    const { firstSeq, lastSeq: end } = await batchOf(300);
    expect(await tampered(`update batch set hash = sha256('x') where first_seq = ${firstSeq}`)).toEqual({
      firstSeq,
      lastSeq: end,
      ...nobody,
      reason: expect.stringContaining('the hash was changed'),
    });
  });
});

describe('the check values of the rows', () => {
  const change = `update log set data = '{"level":4}' where seq = 300`;
  const checks = async (to: string): Promise<string> =>
    `update batch set row_checks = ${to} where first_seq = ${(await batchOf(300)).firstSeq}`;

  it('are found changed though the rows are whole', async () => {
    const { firstSeq } = await batchOf(300);
    const flip = await checks('set_byte(row_checks, 0, 255 - get_byte(row_checks, 0))');
    expect(await tampered(flip)).toEqual({
      ...(await batchOf(300)),
      ...(await rowOf(firstSeq)),
      reason: expect.stringContaining('as it was stored, but its check value is not'),
    });
    expect(await tampered(await checks(`''`))).toMatchObject({ ...(await batchOf(300)) });
  });

  it.each([
    ['of another row', 'set_byte(row_checks, 0, 255 - get_byte(row_checks, 0))'],
    ['cut off', 'substr(row_checks, 1, 8)'],
    ['empty', `''`],
    ['gone, as in a batch of an older version', 'null'],
  ])('name no row when they were changed too: %s', async (_how, to) => {
    expect(await tampered(change, await checks(to))).toEqual({
      ...(await batchOf(300)),
      ...nobody,
      reason: expect.stringContaining('a row is not as it was stored'),
    });
  });

  it('name no row when they were made anew', async () => {
    await owner.query('begin');
    try {
      await owner.query(change);
      await forged(300);
      expect(await verifyChain(owner)).toEqual({
        ...(await batchOf(300)),
        ...nobody,
        reason: expect.stringContaining('together with its check value'),
      });
    } finally {
      await owner.query('rollback');
    }
  });

  it('are not needed: a batch of an older version has none and holds', async () => {
    expect(await tampered(await checks('null'))).toBeNull();
  });
});

describe('the role of the server', () => {
  let app: pg.Client;
  beforeEach(async () => {
    app = new pg.Client({ connectionString: server.database.url, options: APP_ROLE_OPTIONS });
    await app.connect();
    return () => app.end();
  });

  it('may not change, remove or empty the log, the batches or the identities', async () => {
    expect((await app.query('select current_user as me')).rows[0].me).toBe('ioc_app');
    for (const table of ['log', 'batch', 'identity'])
      for (const sql of [
        `update ${table} set ${table === 'identity' ? 'seq = 1' : table === 'log' ? `subject = 'x'` : 'first_seq = 1'}`,
        `delete from ${table}`,
        `truncate ${table}`,
        `drop table ${table}`,
        `alter table ${table} disable trigger all`,
      ])
        await expect(app.query(sql), sql).rejects.toThrow(/permission denied|must be owner/);
  });

  it('nor any chunk of a hypertable', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'log'::regclass`,
    );
    const isHypertable = (await owner.query(`select from pg_extension where extname = 'timescaledb'`)).rowCount === 1;
    expect(rows.length > 0).toBe(isHypertable);
    for (const { name } of rows)
      for (const sql of [
        `update ${name} set subject = 'x'`,
        `delete from ${name}`,
        `truncate ${name}`,
        `drop table ${name}`,
      ])
        await expect(app.query(sql), sql).rejects.toThrow(/permission denied|must be owner/);
  });

  it('cannot store an identity twice', async () => {
    await expect(app.query('insert into identity (key, seq) select key, 1 from identity limit 1')).rejects.toThrow(
      /identity_pkey/,
    );
  });
});
