// Events a second through the door ÷ rows a second by plain COPY into tables with the same indexes.
import pg from 'pg';
import { ask, startChild } from './child.ts';
import { copyTexts, storableOf, type Texts, textsOf } from './copy.ts';
import { type BenchDatabase, onEachDatabase } from './database.ts';
import { createEvents } from './events.ts';
import { median, RUNS, report } from './report.ts';
import { startBenchServer } from './server.ts';
import { connectWalls } from './walls.ts';

const SENDERS = 4;
const BATCH = 500;
const COPIED_AT_ONCE = 2_000;

/** Posts `total` events by four senders; returns events a second. */
export async function ingest(url: string, total: number, serial: string): Promise<number> {
  const now = Date.now();
  const senders = Array.from({ length: SENDERS }, () => startChild('./sender.ts'));
  try {
    const batches = Math.ceil(total / SENDERS / BATCH);
    await Promise.all(
      senders.map((sender, index) =>
        ask(sender, { url, batches, size: BATCH, serial: `${serial}${index}`, from: now - 20_000, to: now + 60_000 }),
      ),
    );
    const began = performance.now();
    const done = await Promise.all(senders.map((sender) => ask<{ accepted: number }>(sender, 'go')));
    const seconds = (performance.now() - began) / 1000;
    const accepted = done.reduce((sum, one) => sum + one.accepted, 0);
    if (accepted !== batches * BATCH * SENDERS) throw new Error(`accepted ${accepted} of ${batches * BATCH * SENDERS}`);
    return accepted / seconds;
  } finally {
    for (const sender of senders) sender.kill();
  }
}

/** Rows a second by COPY of the same rows, 2,000 a transaction, log and identity. */
async function copyRows(client: pg.Client, total: number, serial: string): Promise<number> {
  const now = Date.now();
  const next = createEvents({ from: now - 20_000, to: now + 60_000, count: total, serial });
  const parts: Texts[] = [];
  const { rows } = await client.query<{ seq: string }>('select coalesce(max(seq), 0) as seq from bench.log');
  const first = Number(rows[0]?.seq ?? 0) + 1;
  for (let made = 0; made < total; made += COPIED_AT_ONCE) {
    const at = new Date(now + made / 1000).toISOString();
    const events = Array.from({ length: COPIED_AT_ONCE }, () => storableOf(next()));
    parts.push(textsOf(events, first + made, at));
  }
  const began = performance.now();
  for (const part of parts) {
    await client.query('begin');
    await copyTexts(client, 'bench', part);
    await client.query('commit');
  }
  return (parts.length * COPIED_AT_ONCE) / ((performance.now() - began) / 1000);
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

async function measure(database: BenchDatabase, total: number): Promise<boolean> {
  const server = await startBenchServer(database.url);
  const client = new pg.Client({ connectionString: database.url });
  try {
    const disconnect = await connectWalls(server.url, () => {});
    await client.connect();
    await makeBaseline(client);
    const [ours, other]: [number[], number[]] = [[], []];
    for (let run = 0; run < RUNS; run++) {
      ours.push(await ingest(server.url, total, `${run}`));
      other.push(await copyRows(client, total, `${run}`));
      process.stderr.write(
        `run ${run + 1}: ours ${Math.round(ours.at(-1) ?? 0)}/s, copy ${Math.round(other.at(-1) ?? 0)}/s\n`,
      );
    }
    disconnect();
    return report(
      {
        bench: 'ingest',
        figure: 'events per second over HTTP / rows per second by COPY',
        ours: median(ours),
        other: median(other),
        unit: '1/s',
        bound: { atLeast: 0.5 },
      },
      database.name,
    );
  } finally {
    await client.end();
    await server.stop();
  }
}

export async function benchIngest(total = Number(process.env.BENCH_EVENTS ?? 200_000)): Promise<boolean> {
  return onEachDatabase((database) => measure(database, total));
}
