// Where one replay stands: a model and its place in the log, and how both get to another instant.
import type { LogEvent } from '../../shared/event.ts';
import { type Model, step } from '../../shared/model.ts';
import { wayFrom } from './keeping.ts';
import type { Lane } from './lane.ts';
import { isBehind, type Position, type RowStream } from './rows.ts';

/** After so many rows a fold lets others have a turn, and sees whether it is still wanted. */
const ROWS_A_TURN = 1_000;

export type Head = Readonly<{
  /** Throws before the first `goTo`. Another object after each move. */
  model: () => Model;
  position: () => Position;
  /**
   * To the state at `until` (epoch ms) from wherever is nearest; false when it is no longer wanted: then it stands
   * somewhere between, and only another `goTo` makes it whole.
   */
  goTo: (until: number, isWanted: () => boolean) => Promise<boolean>;
  /** Folds on up to `until`; false as above. */
  advance: (until: number, isWanted: () => boolean) => Promise<boolean>;
  close: () => Promise<void>;
}>;

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function createHead(lane: Lane): Head {
  let at: { model: Model; position: Position } | null = null;
  let way = wayFrom({ foldAt: 0, seq: 0 });
  /** Behind the position, for playing on; null: to be opened. */
  let onward: RowStream | null = null;

  async function letGo(): Promise<void> {
    const rows = onward;
    onward = null;
    await rows?.close();
  }

  function take(rows: RowStream, event: LogEvent, head: NonNullable<typeof at>): void {
    rows.take();
    step(head.model, event);
    head.position = { foldAt: event.foldAt, seq: event.seq };
    head.model = lane.keep.row(head.model, head.position, way);
  }

  async function fold(rows: RowStream, until: number, isWanted: () => boolean): Promise<boolean> {
    for (let count = 1; at !== null; count++) {
      const event = rows.ready() ?? (await rows.peek());
      if (event === null || event.foldAt > until) break;
      take(rows, event, at);
      if (count % ROWS_A_TURN !== 0) continue;
      await breathe();
      if (!isWanted()) return false;
    }
    return isWanted();
  }

  return {
    model() {
      if (at === null) throw new Error('the replay stands nowhere yet');
      return at.model;
    },
    position() {
      if (at === null) throw new Error('the replay stands nowhere yet');
      return at.position;
    },
    async goTo(until, isWanted) {
      const here = at !== null && at.model.at <= until ? at : null;
      const place = await lane.nearest(until, here?.position ?? null, isWanted);
      if (place === null || !isWanted()) return false;
      await letGo();
      if (here === null || isBehind(place.position, here.position)) {
        at = { model: place.model(), position: place.position };
        way = wayFrom(place.position);
      } else at = here;
      const rows = place.rows(at.position);
      try {
        return await fold(rows, until, isWanted);
      } finally {
        await rows.close();
      }
    },
    async advance(until, isWanted) {
      if (at === null) return false;
      onward ??= lane.onward(at.position);
      try {
        return await fold(onward, until, isWanted);
      } catch (error) {
        // The database went away: whoever asks next reads on after the last folded row.
        await letGo();
        throw error;
      }
    },
    close: letGo,
  };
}
