// Models that stand along a log, kept in memory and shared by all replays of this thread: a seek begins at the nearest one.
// They are forks (shared/fork.ts), so fifty of a day cost little more than what changed between them.
import { forkModel, type Model } from '../../shared/model.ts';
import type { Position } from './rows.ts';

/** Rows between two of one line. */
export const CHECKPOINT_ROWS = 5_000;
/** What all kept models hold together: a dossier or an alert is a place in a map, some 40 bytes; moves are places in lists. */
const MOST_ENTRIES = 4_000_000;
const MOVES_AN_ENTRY = 5;

/** `rows`: folded since the line's beginning. */
export type Place = Readonly<{ position: Position; rows: number; model: Model }>;
type Checkpoint = Place & Readonly<{ entries: number }>;

export type Checkpoints = Readonly<{
  /** The newest of this line whose events are all of `until` (epoch ms) or before and of `seq` or before. Fork it, do not change it. */
  nearest: (line: string, until: number, seq?: number) => Place | null;
  /** Keeps a fork of the model, where none stands near. */
  offer: (line: string, place: Place) => void;
}>;

/** `line`: what folds alike. As known then all replays are one line, as known now each end of the log has its own. */
export function createCheckpoints(mostEntries = MOST_ENTRIES): Checkpoints {
  /** Each by position; the line that was used last is the last. */
  const lines = new Map<string, Checkpoint[]>();
  let entries = 0;

  const touch = (line: string): Checkpoint[] => {
    const kept = lines.get(line) ?? [];
    lines.delete(line);
    lines.set(line, kept);
    return kept;
  };

  /** Every second one of the line that has rested longest goes, so that what stays is spread over the whole of it. */
  function thin(): void {
    while (entries > mostEntries) {
      const [oldest, kept] = [...lines].find(([, { length }]) => length > 0) ?? [];
      if (oldest === undefined || kept === undefined) return;
      const stays = kept.filter((_one, index) => index % 2 === 1);
      for (const [index, one] of kept.entries()) if (index % 2 === 0) entries -= one.entries;
      if (stays.length === 0) lines.delete(oldest);
      else lines.set(oldest, stays);
    }
  }

  return {
    nearest: (line, until, seq = Number.POSITIVE_INFINITY) =>
      touch(line).findLast(({ position }) => position.foldAt <= until && position.seq <= seq) ?? null,
    offer(line, { position, rows, model }) {
      const kept = touch(line);
      const index = kept.findLastIndex((one) => isBefore(one.position, position)) + 1;
      const near = (one: Checkpoint | undefined): boolean =>
        one !== undefined && Math.abs(one.rows - rows) < CHECKPOINT_ROWS;
      if (near(kept[index - 1]) || near(kept[index])) return;
      const size = entriesOf(model);
      kept.splice(index, 0, { position, rows, model: forkModel(model), entries: size });
      entries += size;
      thin();
    },
  };
}

function entriesOf({ sources: { dossier, security, conference } }: Model): number {
  let moves = 0;
  for (const endpoint of conference.endpoints.values()) moves += endpoint.moves.length;
  return dossier.dossiers.size + security.alerts.size + Math.ceil(moves / MOVES_AN_ENTRY);
}

const isBefore = (a: Position, b: Position): boolean => a.foldAt < b.foldAt || (a.foldAt === b.foldAt && a.seq < b.seq);
