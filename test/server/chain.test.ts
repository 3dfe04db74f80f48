import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyChain } from '../../server/chain.ts';
import { APP_ROLE_OPTIONS } from '../../server/database-role.ts';
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

/** What `sql` changes is seen inside its transaction and then undone. */
async function tampered(sql: string): ReturnType<typeof verifyChain> {
  await owner.query('begin');
  try {
    expect((await owner.query(sql)).rowCount).toBeGreaterThan(0);
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

describe('the hash chain', () => {
  it('holds over everything that was stored', async () => {
    expect(await verifyChain(owner)).toBeNull();
  });

  it.each([
    ['data', `data = '{"level":4}'`],
    ['data by a blank', `data = (data::text || ' ')::json`],
    ['subject', `subject = 'another'`],
    ['agency', `agency = coalesce(agency, '') || 'x'`],
    ['type', `type = 'dossier.restored'`],
    ['source', `source = '/another'`],
    ['id', `id = id || 'x'`],
    ['time', `time = time + interval '1 ms'`],
  ])('names the first batch in which a row has another %s', async (_what, set) => {
    expect(await tampered(`update log set ${set} where seq in (250, 400)`)).toEqual({
      ...(await batchOf(250)),
      reason: expect.stringContaining('not as it was stored'),
    });
  });

  it('names the batch of a row that was removed, in the middle and at the end', async () => {
    for (const seq of [300, (await owner.query('select max(seq)::int as n from log')).rows[0].n])
      expect(await tampered(`delete from log where seq = ${seq}`)).toEqual({
        ...(await batchOf(seq)),
        reason: expect.stringContaining('missing'),
      });
  });

  it('finds a whole batch that was removed, a changed hash, and rows that nobody stored', async () => {
    const { firstSeq, lastSeq } = await batchOf(300);
    const both = `with gone as (delete from batch where first_seq = ${firstSeq} returning 1), rows as (delete from log where seq between ${firstSeq} and ${lastSeq} returning 1) select from gone`;
    expect(await tampered(both)).toMatchObject({ firstSeq: lastSeq + 1 });
    expect(await tampered(`update batch set hash = sha256('x') where first_seq = ${firstSeq}`)).toMatchObject({
      firstSeq,
    });
    const copy = `insert into log select seq, received_at + interval '1 ms', time, id, source, type, subject, agency, data from log where seq = 300`;
    expect(await tampered(copy)).not.toBeNull();
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
