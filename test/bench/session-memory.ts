// What a replay holds in memory for itself, beside the places that all replays share: twenty of them opened here, moved
// about or played, and what the heap loses when they are closed.
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import pg from 'pg';
import { createLanes } from '../../server/history/lanes.ts';
import type { Truth } from '../../server/history/protocol.ts';
import { openSession, type Session } from '../../server/history/session.ts';

const REPLAYS = 20;
const SPEED = 60;
const PLAY_MS = Number(process.env.BENCH_REPLAY_PLAY_SECONDS ?? 60) * 1000;
const SEEKS = 10;

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes in use behind a forced collection. */
async function bytesInUse(): Promise<number> {
  for (let turn = 0; turn < 5; turn++) {
    collect();
    await wait(50);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

type Day = Readonly<{ from: number; to: number }>;

/** Bytes a session, after seeks to `places` (epoch ms), and after playing from there. */
export async function sessionBytes(
  url: string,
  { from, to, as }: Day & Readonly<{ as: Truth }>,
  places: readonly number[],
): Promise<{ sought: number; played: number }> {
  const [pool, cursors] = [
    new pg.Pool({ connectionString: url, max: 24, idleTimeoutMillis: 0 }),
    new pg.Pool({ connectionString: url, max: 4, idleTimeoutMillis: 0 }),
  ];
  const lanes = createLanes(pool, cursors);
  const open = (n: number): Promise<Session> =>
    openSession({ pool, lanes }, { session: String(n), from, to, as, seq: null }, () => {});
  /** What `REPLAYS` sessions hold after `use`, each. */
  async function held(use: (session: Session, n: number) => Promise<void>): Promise<number> {
    const sessions: Session[] = [];
    for (let n = 0; n < REPLAYS; n++) sessions.push(await open(n));
    await Promise.all(sessions.map(use));
    const before = await bytesInUse();
    for (const session of sessions) await session.close();
    sessions.length = 0;
    return (before - (await bytesInUse())) / REPLAYS;
  }
  const seek = async (session: Session, n: number): Promise<void> => {
    for (let turn = 0; turn < SEEKS; turn++) await session.seek(places[(n * SEEKS + turn) % places.length] ?? from);
  };
  // Stays open: what replays share, who folds ahead for them too, is there before and afterwards.
  const other = await open(REPLAYS);
  try {
    await held(seek); // keeps the places
    const sought = await held(seek);
    const played = await held(async (session, n) => {
      await session.seek(places[n % places.length] ?? from);
      session.play({ speed: SPEED, skipQuiet: false, loop: null });
      await wait(PLAY_MS);
      session.pause();
    });
    return { sought, played };
  } finally {
    await other.close();
    await Promise.all([pool.end(), cursors.end()]);
  }
}
