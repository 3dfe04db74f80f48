// Folds a range of the log ahead of whoever replays it, and keeps places on the way. As fast as it can while somebody
// waits for it, and else slowly: it is there for seeks to come, and has the processor only when nobody else wants it.
import { setTimeout as wait } from 'node:timers/promises';
import { type Model, step } from '../../shared/model.ts';
import { type Keeping, type Way, wayFrom } from './keeping.ts';
import { modelOf } from './kept.ts';
import type { Keyframe } from './keyframes.ts';
import type { Position, RowStream } from './rows.ts';

const ROWS_A_TURN = 1_000;
/** It rests so many times as long as it works. */
const REST = 2;
const BEGIN_AFTER_MS = 1_000;
/** Two places so few rows apart need nothing between them. */
const CLOSE_ROWS = 3_000;
const RETRY_MS = 5_000;

export type Scout = Readonly<{
  /** Resolves once a place behind `until` (epoch ms) has been kept; false when nobody wants it any more. */
  reach: (until: number, isWanted: () => boolean) => Promise<boolean>;
  stop: () => Promise<void>;
}>;

export function createScout(deps: {
  begin: () => Promise<{ position: Position; model: () => Model } | null>;
  /** The next place that is kept already: what lies before it need not be folded again. */
  next: (after: Position) => Keyframe | null;
  rows: (after: Position) => Promise<RowStream>;
  until: number;
  keep: Keeping;
  /** Where it stands once it has passed all rows; its last row, when absent. */
  end?: Position;
}): Scout {
  const { until, keep } = deps;
  let at: { position: Position; model: Model; way: Way; rows: RowStream } | null = null;
  let [isDone, isStopped, waiting] = [false, false, 0];
  let turn: Promise<void> | null = null;
  const stopping = new AbortController();
  const rest = (ms: number): Promise<void> =>
    wait(ms, undefined, { ref: false, signal: stopping.signal }).catch(() => {});

  /** Goes on from the last of the places near one another that are kept already. */
  async function jump(from: Position): Promise<void> {
    let last: Keyframe | null = null;
    for (let next = deps.next(from); next !== null; next = deps.next(next.position)) {
      if (next.position.seq - (last?.position ?? from).seq > CLOSE_ROWS) break;
      last = next;
    }
    if (last === null) return;
    await at?.rows.close();
    const { position, kept } = last;
    at = { position, model: modelOf(kept), way: wayFrom(position), rows: await deps.rows(position) };
  }

  async function fold(): Promise<void> {
    if (at === null) {
      const place = await deps.begin();
      if (place === null) return;
      const { position } = place;
      at = { position, model: place.model(), way: wayFrom(position), rows: await deps.rows(position) };
      await jump(position);
    }
    for (let count = 0; count < ROWS_A_TURN; count++) {
      const event = at.rows.ready() ?? (await at.rows.peek());
      if (event === null || event.foldAt > until) {
        isDone = true;
        keep.end(at.model, deps.end ?? at.position, at.way);
        return at.rows.close();
      }
      at.rows.take();
      step(at.model, event);
      at.position = { foldAt: event.foldAt, seq: event.seq };
      at.model = keep.row(at.model, at.position, at.way);
      if (at.way.rows === 0) await jump(at.position);
    }
  }

  const oneTurn = (): Promise<void> => {
    turn ??= fold()
      .catch(async (error: unknown) => {
        // Where it stood is lost with its rows: whoever asks next begins again, from what is kept.
        await at?.rows.close();
        at = null;
        throw error;
      })
      .finally(() => {
        turn = null;
      });
    return turn;
  };

  async function background(): Promise<void> {
    await rest(BEGIN_AFTER_MS);
    while (!isDone && !isStopped) {
      const began = performance.now();
      try {
        await oneTurn();
      } catch {
        await rest(RETRY_MS);
      }
      if (waiting === 0) await rest(REST * (performance.now() - began));
    }
  }
  const running = background();

  return {
    async reach(instant, isWanted) {
      const goal = Math.min(instant, until);
      waiting += 1;
      try {
        while (!isDone && !isStopped && !(at !== null && at.way.place.foldAt > goal)) {
          if (!isWanted()) return false;
          await oneTurn();
          await new Promise((resolve) => setImmediate(resolve));
        }
        return isWanted();
      } finally {
        waiting -= 1;
      }
    },
    async stop() {
      isStopped = true;
      stopping.abort();
      await running;
      await turn?.catch(() => {});
      await at?.rows.close();
    },
  };
}
