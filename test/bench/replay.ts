// A recorded day of 500,000 events played again: what a seek costs beside reading and folding ten thousand rows, whether
// every place is the one that a fold from the day's beginning shows, how fast a day plays, and what live screens feel of it.
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { migrate } from '../../db/migrate.ts';
import { foldTail, seqReceivedBy } from '../../server/fold.ts';
import { type Kept, keepModel, modelOf } from '../../server/history/kept.ts';
import { ROW_COLUMNS, type StoredRow, toEvent } from '../../server/log-rows.ts';
import { viewHash } from '../../server/view-hash.ts';
import { emptyModel, step } from '../../shared/model.ts';
import { DAY_MS, dayNumber, dayStart, dayText, HOUR_MS } from '../../shared/time.ts';
import { viewOf } from '../../shared/view-of.ts';
import { type BenchDatabase, onEachDatabase } from './database.ts';
import { BUSY } from './events.ts';
import { fill } from './fill.ts';
import { connectPlayer, type Player } from './player.ts';
import { measureLive } from './replay-beside.ts';
import { median, percentile, report } from './report.ts';
import { migrations, signIn, startBenchServer } from './server.ts';
import { sessionBytes } from './session-memory.ts';

const EVENTS = Number(process.env.BENCH_REPLAY_EVENTS ?? 500_000);
const TAIL = 10_000;
const WARM_UP = 60;
const MEASURED = Number(process.env.BENCH_REPLAY_SEEKS ?? 200);
const COMPARED = Number(process.env.BENCH_REPLAY_COMPARED ?? 1_000);
const AT_ONCE = 50;
const FASTEST = 900;
const SEEK_LIMIT_MS = 300;
const DAY_LIMIT_MS = 200;
const SESSION_BYTES = 1_000_000;

/** Evenly over the hours in which the events came, in an order that jumps; the same in each run. */
const places = (from: number, count: number): number[] =>
  Array.from(
    { length: count },
    (_one, n) => from + Math.floor(HOUR_MS * (BUSY.fromHour + BUSY.hours * ((n * 0.618_033_988_749_895) % 1))),
  );

type Day = Readonly<{ from: number; to: number }>;
type Put = (
  figure: string,
  ours: number,
  other: number,
  unit: string,
  bound: { atMost: number } | { atLeast: number } | null,
) => void;

/** Ms for one indexed read of so many rows, with `JSON.parse` (pg does it) and fold. */
async function readAndFold(client: pg.Client, kept: Kept, after: number): Promise<number> {
  const own = modelOf(kept);
  const began = performance.now();
  const { rows } = await client.query<StoredRow>({
    name: 'bench-tail',
    text: `select ${ROW_COLUMNS} from log where seq > $1 and seq <= $2 order by seq`,
    values: [after, after + TAIL],
  });
  for (const row of rows) step(own, toEvent(row));
  return performance.now() - began;
}

/** Hashes of the views at the instants, by one fold from the day's beginning. */
async function expected(client: pg.Client, instants: readonly number[]): Promise<Map<number, string>> {
  const model = emptyModel(false);
  const hashes = new Map<number, string>();
  for (const at of instants.toSorted((a, b) => a - b)) {
    await foldTail(client, model, await seqReceivedBy(client, at));
    hashes.set(at, viewHash(viewOf(model, at)));
  }
  return hashes;
}

async function longestTail(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ tail: string }>(
    `select max(next - seq) as tail from (select seq, lead(seq, 1, (select max(last_seq) from batch)) over (order by seq) as next
     from (select 0::bigint as seq union select distinct seq from snapshot) s) t`,
  );
  return Number(rows[0]?.tail);
}

async function measureSeeks(player: Player, client: pg.Client, { from }: Day, put: Put, as: string): Promise<void> {
  for (const at of places(from, WARM_UP)) await player.seek(at);
  const half = emptyModel(false);
  await foldTail(client, half, EVENTS / 2);
  const kept = keepModel(half);
  const [seeks, reads]: [number[], number[]] = [[], []];
  for (const [n, at] of places(from + 1, MEASURED).entries()) {
    seeks.push(await player.seek(at));
    if (n % 4 === 0) reads.push(await readAndFold(client, kept, EVENTS / 2));
  }
  const [p50, p95, read] = [percentile(seeks, 0.5), percentile(seeks, 0.95), median(reads)];
  process.stderr.write(
    `${as}: seek p50 ${p50.toFixed(0)} p95 ${p95.toFixed(0)} worst ${Math.max(...seeks).toFixed(0)} ms; read, parse and fold of ${TAIL} rows ${read.toFixed(0)} ms\n`,
  );
  put(`${as}: seek, p95 / reading, parsing and folding ${TAIL} rows`, p95, read, 'ms', { atMost: 1.5 });
  put(`${as}: seek, p95 / ${SEEK_LIMIT_MS} ms`, p95, SEEK_LIMIT_MS, 'ms', { atMost: 1 });
  const burst = await player.seekAll(places(from + 2, AT_ONCE));
  put(
    `${as}: ${AT_ONCE} seeks at once, the last answered / one seek, p95 (${burst.superseded} gave way)`,
    burst.ms,
    p95,
    'ms',
    { atMost: 3 },
  );
}

async function compare(player: Player, client: pg.Client, { from }: Day, put: Put): Promise<void> {
  const instants = places(from + 3, COMPARED);
  const hashes = await expected(client, instants);
  let same = 0;
  for (const at of instants) {
    await player.seek(at);
    if (viewHash(player.shown().view) === hashes.get(at)) same += 1;
  }
  put('seeks that show what a fold from midnight shows, byte for byte / all', same, instants.length, 'seeks', {
    atLeast: 1,
  });
}

/** What the strip under a replay is drawn from, of a day that nobody has asked for before. */
async function measureDay(url: string, cookie: string, { from }: Day, put: Put): Promise<void> {
  for (const as of ['then', 'now'] as const) {
    const began = performance.now();
    const answer = await fetch(`${url}/api/days/${dayText(dayNumber(from))}?as=${as}`, { headers: { cookie } });
    const body = await answer.text();
    const ms = performance.now() - began;
    if (!answer.ok) throw new Error(body);
    put(`${as}: what a day holds, first asked / ${DAY_LIMIT_MS} ms`, ms, DAY_LIMIT_MS, 'ms', { atMost: 1 });
    put(`${as}: the same packed / 10 KB`, gzipSync(body).length / 1000, 10, 'KB', { atMost: 1 });
  }
}

async function measureSessions(url: string, day: Day, put: Put): Promise<void> {
  for (const as of ['then', 'now'] as const) {
    const { sought, played } = await sessionBytes(url, { ...day, as }, places(day.from, MEASURED));
    const figure = `${as}: what each of 20 replays holds for itself / 1 MB`;
    put(`${figure}, behind seeks`, sought, SESSION_BYTES, 'bytes', { atMost: 1 });
    put(`${figure}, playing at 60x`, played, SESSION_BYTES, 'bytes', { atMost: 1 });
  }
}

async function playDay(player: Player, client: pg.Client, { from, to }: Day, put: Put, as: string): Promise<void> {
  await player.seek(from);
  const before = player.frames();
  const began = performance.now();
  const over = player.ended();
  await player.play(FASTEST);
  await over;
  const ms = performance.now() - began;
  put(`${as}: a day at ${FASTEST}x: achieved speed / 800`, (to - from) / ms, 800, 'x', { atLeast: 1 });
  put(`${as}: a day at ${FASTEST}x: frames a second`, (player.frames() - before) / (ms / 1000), 10.5, '1/s', {
    atMost: 1,
  });
  const hashes = await expected(client, [to]);
  put(
    `${as}: its end is the day's end, byte for byte`,
    viewHash(player.shown().view) === hashes.get(to) ? 1 : 0,
    1,
    '',
    {
      atLeast: 1,
    },
  );
}

async function benchOn(database: BenchDatabase): Promise<boolean> {
  const today = dayStart(dayNumber(Date.now()));
  const day: Day = { from: today - DAY_MS, to: today - 1 };
  await migrate(database.url, { directory: migrations() });
  const from = day.from + BUSY.fromHour * HOUR_MS;
  await fill(database.url, EVENTS, { from, to: from + BUSY.hours * HOUR_MS, snapshotEvery: TAIL });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const server = await startBenchServer(database.url);
  const holds: boolean[] = [];
  const put: Put = (figure, ours, other, unit, bound) => {
    holds.push(report({ bench: 'replay', figure, ours, other, unit, bound }, database.name));
  };
  try {
    put('rows after a snapshot, most / 10,000', await longestTail(client), TAIL, 'rows', { atMost: 1 });
    const cookie = await signIn(server.url);
    for (const as of ['then', 'now'] as const) {
      const player = await connectPlayer(server.url, cookie);
      const openMs = await player.open(day.from, day.to, as);
      const firstMs = await player.seek(day.to);
      put(`${as}: opening and the first seek, to the day's end`, openMs + firstMs, 1, 'ms', null);
      await measureSeeks(player, client, day, put, as);
      if (as === 'then') await compare(player, client, day, put);
      await playDay(player, client, day, put, as);
      player.close();
    }
    await measureLive(server.url, cookie, day, put);
    await measureSessions(database.url, day, put);
    await measureDay(server.url, cookie, day, put);
  } finally {
    await server.stop();
    await client.end();
  }
  return holds.every(Boolean);
}

export const benchReplay = (): Promise<boolean> => onEachDatabase(benchOn);
