// The open alarms of the desk: rows in (`alarms.reset`, `alarms.delta`), an ordered list out. Told once a drawn frame.
import type { DeskRow } from '../../shared/alarm/view-schema.ts';

export type Reset = Readonly<{ rows: readonly DeskRow[] }>;
export type Delta = Readonly<{ upsert: readonly DeskRow[]; remove: readonly string[] }>;

export type AlarmList = Readonly<{
  /** False until the first `alarms.reset`: no list is not an empty list. */
  known: boolean;
  /** In the order in which they want a person. */
  rows: readonly DeskRow[];
  byId: ReadonlyMap<string, DeskRow>;
  /** The rows that were open here and no longer are, as last seen; newest last, a few. */
  closed: ReadonlyMap<string, DeskRow>;
  unacknowledged: Readonly<Record<DeskRow['priority'], number>>;
}>;

export const needsAck = (row: DeskRow): boolean => row.state === 'active_unack' || row.state === 'rtn_unack';
const isQuiet = (row: DeskRow): boolean =>
  row.state === 'shelved' || row.state === 'suppressed' || row.state === 'out_of_service';

const group = (row: DeskRow): number => (needsAck(row) ? 0 : isQuiet(row) ? 2 : 1);
const raised = (row: DeskRow): number => Date.parse(row.raisedAt);

/** What waits for a person first, the worst first, the one that waits longest first; below it the newest first. */
export function inOrder(a: DeskRow, b: DeskRow): number {
  const byGroup = group(a) - group(b);
  if (byGroup !== 0) return byGroup;
  if (a.priority !== b.priority) return a.priority < b.priority ? -1 : 1;
  const byAge = needsAck(a) ? raised(a) - raised(b) : raised(b) - raised(a);
  return byAge !== 0 ? byAge : a.occurrence < b.occurrence ? -1 : 1;
}

const KEPT_CLOSED = 20;

export type AlarmStore = ReturnType<typeof createAlarmStore>;

export function createAlarmStore(schedule: (flush: () => void) => void) {
  const open = new Map<string, DeskRow>();
  const closed = new Map<string, DeskRow>();
  const listeners = new Set<() => void>();
  let list: AlarmList | null = null;
  let scheduled = false;
  let known = false;

  function changed(): void {
    if (scheduled) return;
    scheduled = true;
    schedule(() => {
      scheduled = false;
      list = null;
      for (const listener of listeners) listener();
    });
  }

  function remove(occurrence: string): void {
    const row = open.get(occurrence);
    if (!row) return;
    open.delete(occurrence);
    closed.set(occurrence, row);
    for (const old of [...closed.keys()].slice(0, -KEPT_CLOSED)) closed.delete(old);
  }

  /** An older version never overwrites a newer one: a refusal's `current` may cross a delta on the way. */
  function put(row: DeskRow): void {
    if (row.version < (open.get(row.occurrence)?.version ?? 0)) return;
    open.set(row.occurrence, row);
    closed.delete(row.occurrence);
  }

  function build(): AlarmList {
    const rows = [...open.values()].sort(inOrder);
    const unacknowledged = { P1: 0, P2: 0, P3: 0, P4: 0 };
    for (const row of rows) if (needsAck(row)) unacknowledged[row.priority] += 1;
    return { known, rows, byId: new Map(open), closed: new Map(closed), unacknowledged };
  }

  return {
    get: (): AlarmList => {
      list ??= build();
      return list;
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** The whole open list: what is not in it is no longer open. */
    reset({ rows }: Reset): void {
      known = true;
      const still = new Set(rows.map((row) => row.occurrence));
      for (const occurrence of [...open.keys()]) if (!still.has(occurrence)) remove(occurrence);
      for (const row of rows) open.set(row.occurrence, row);
      changed();
    },
    delta(delta: Delta): void {
      for (const row of delta.upsert) put(row);
      for (const occurrence of delta.remove) remove(occurrence);
      changed();
    },
    /** The row that came with a refusal. */
    redraw(row: DeskRow): void {
      if (open.has(row.occurrence)) put(row);
      changed();
    },
  };
}
