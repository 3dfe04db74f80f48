// Events a second through the door ÷ rows a second by plain COPY into tables with the same indexes.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { rowText, storable } from '../../server/log-rows.ts';
import { DAY_MS, parseInstant } from '../../shared/time.ts';
import { createEvents } from './events.ts';
import { median, report } from './report.ts';
import { benchDatabases, connectWalls, startBenchServer } from './server.ts';

const SENDERS = 4;
const BATCH = 500;
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const WALLS = 10;

/** Posts `total` events by four senders; returns events a second. */
export async function ingest(url: string, total: number, serial: string): Promise<number> {
  const now = Date.now();
  const senders: ChildProcess[] = Array.from({ length: SENDERS }, () =>
    fork(fileURLToPath(new URL('./sender.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] }),
  );
  const batches = Math.ceil(total / SENDERS / BATCH);
  await Promise.all(
    senders.map(async (sender, index) => {
      sender.send({ url, batches, size: BATCH, serial: `${serial}${index}`, from: now - 20_000, to: now + 60_000 });
      await once(sender, 'message');
    }),
  );
  const began = performance.now();
  const done = await Promise.all(
    senders.map(async (sender) => {
      sender.send('go');
      const [answer] = (await once(sender, 'message')) as [{ accepted: number }];
      return answer.accepted;
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  for (const sender of senders) sender.kill();
  const accepted = done.reduce((sum, one) => sum + one, 0);
  if (accepted !== batches * BATCH * SENDERS) throw new Error(`accepted ${accepted} of ${batches * BATCH * SENDERS}`);
  return accepted / seconds;
}

/** Rows a second by COPY of the same rows, 2,000 a transaction, log and identity. */
async function copyRows(client: pg.Client, total: number, serial: string): Promise<number> {
  const now = Date.now();
  const next = createEvents({ from: now - 20_000, to: now + 60_000, count: total, serial });
  const parts: { log: string; identity: string }[] = [];
  const { rows } = await client.query<{ seq: string }>('select coalesce(max(seq), 0) as seq from bench.log');
  let seq = Number(rows[0]?.seq ?? 0);
  for (let made = 0; made < total; made += 2_000) {
    const at = new Date(now + made / 1000).toISOString();
    let [log, identity] = ['', ''];
    for (let index = 0; index < 2_000; index++) {
      const event = next();
      const row = storable({ ...event, time: parseInstant(event.time), agency: event.agency ?? null });
      seq += 1;
      log += rowText(seq, at, row.tail);
      identity += `${row.key}\t${seq}\n`;
    }
    parts.push({ log, identity });
  }
  const began = performance.now();
  for (const part of parts) {
    await client.query('begin');
    for (const [statement, text] of [
      ['copy bench.identity (key, seq) from stdin', part.identity],
      ['copy bench.log (seq, received_at, time, id, source, type, subject, agency, data) from stdin', part.log],
    ] as const) {
      const stream = client.query(copyFrom(statement));
      stream.end(text);
      await once(stream, 'finish');
    }
    await client.query('commit');
  }
  return (parts.length * 2_000) / ((performance.now() - began) / 1000);
}

/** The same tables as ours in a schema of their own, with the same indexes. */
async function makeBaseline(client: pg.Client): Promise<void> {
  await client.query(`drop schema if exists bench cascade; create schema bench;
    create table bench.log (like public.log including defaults);
    create table bench.identity (like public.identity including indexes)`);
  const { rows } = await client.query<{ extname: string }>(
    `select extname from pg_extension where extname = 'timescaledb'`,
  );
  if (rows.length > 0)
    await client.query(
      `select create_hypertable('bench.log', 'received_at', chunk_time_interval => interval '1 day', create_default_indexes => false)`,
    );
  await client.query(
    `create unique index on bench.log (seq, received_at); create index on bench.log using brin (time) with (pages_per_range = 16)`,
  );
}

export async function benchIngest(total = Number(process.env.BENCH_EVENTS ?? 200_000)): Promise<boolean> {
  let holds = true;
  for await (const database of benchDatabases()) {
    const server = await startBenchServer(database.url);
    const disconnect = await connectWalls(server.url, WALLS, () => {});
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      await makeBaseline(client);
      const [ours, other]: [number[], number[]] = [[], []];
      for (let run = 0; run < RUNS; run++) {
        ours.push(await ingest(server.url, total, `${run}`));
        other.push(await copyRows(client, total, `${run}`));
        process.stderr.write(
          `run ${run + 1}: ours ${Math.round(ours.at(-1) ?? 0)}/s, copy ${Math.round(other.at(-1) ?? 0)}/s\n`,
        );
      }
      holds =
        report(
          {
            bench: 'ingest',
            figure: 'events per second over HTTP / rows per second by COPY',
            ours: median(ours),
            other: median(other),
            unit: '1/s',
            bound: { atLeast: 0.5 },
          },
          database.name,
        ) && holds;
    } finally {
      disconnect();
      await client.end();
      await server.stop();
      await database.drop();
    }
  }
  return holds;
}

export const DAY = DAY_MS;
