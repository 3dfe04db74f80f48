// The open alarms of the desk: rows in (`alarms.reset`, `alarms.delta`), an ordered list out. What arrives waits until it is
// drawn, so that the list, its counts and `byId` always belong together; only what changed is sorted.
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { type Counts, countsOf, createCounter, type RuleName } from './counter.ts';
import { compare, type Entry, entryOf, merge } from './order.ts';

export type Reset = Readonly<{ rows: readonly DeskRow[] }>;
export type Delta = Readonly<{ upsert: readonly DeskRow[]; remove: readonly string[] }>;

export type AlarmList = Readonly<{
  /** False until the first `alarms.reset`: no list is not an empty list. */
  known: boolean;
  /** In the order in which they want a person. */
  rows: readonly DeskRow[];
  /** The same map each time: it changes only when the list does. */
  byId: ReadonlyMap<string, DeskRow>;
  /** The rows that were open here and no longer are, as last seen; newest last, a few. */
  closed: ReadonlyMap<string, DeskRow>;
  /** Of the whole list, never of what is drawn. */
  counts: Counts;
  /** The alarm types that stand in the list, by name. */
  rules: readonly RuleName[];
}>;

const KEPT_CLOSED = 20;

export type AlarmStore = ReturnType<typeof createAlarmStore>;

/**
 * `schedule` decides when what has arrived is put in its place (`flush`), and when listeners are told of it afterwards (what
 * `flush` returns); it is called once for all changes until then.
 */
export function createAlarmStore(schedule: (flush: () => () => void) => void) {
  const entries = new Map<string, Entry>();
  const byId = new Map<string, DeskRow>();
  const closed = new Map<string, DeskRow>();
  /** Arrived since the list was drawn; null: no longer open. */
  const arrived = new Map<string, DeskRow | null>();
  const counter = createCounter();
  const listeners = new Set<() => void>();
  let order: Entry[] = [];
  let known = false;
  let knownNext = false;
  let list = build();
  let scheduled = false;

  function build(): AlarmList {
    const rows = order.map((entry) => entry.row);
    return { known, rows, byId, closed, counts: countsOf(counter), rules: counter.rules() };
  }

  /** As it will be once what has arrived is drawn. */
  function newest(occurrence: string): DeskRow | null {
    const row = arrived.get(occurrence);
    return row === undefined ? (byId.get(occurrence) ?? null) : row;
  }

  function take(occurrence: string, row: DeskRow | null, fresh: Entry[]): void {
    const old = entries.get(occurrence);
    if (old) {
      old.gone = true;
      counter.add(old.row, -1);
    }
    if (row === null) {
      if (!old) return;
      entries.delete(occurrence);
      byId.delete(occurrence);
      closed.set(occurrence, old.row);
      return;
    }
    const entry = entryOf(row, old);
    entries.set(occurrence, entry);
    byId.set(occurrence, row);
    closed.delete(occurrence);
    counter.add(row, 1);
    fresh.push(entry);
  }

  function flush(): () => void {
    scheduled = false;
    const fresh: Entry[] = [];
    for (const [occurrence, row] of arrived) take(occurrence, row, fresh);
    arrived.clear();
    for (const old of [...closed.keys()].slice(0, -KEPT_CLOSED)) closed.delete(old);
    order = merge(order, fresh.sort(compare));
    known = knownNext;
    list = build();
    return () => {
      for (const listener of listeners) listener();
    };
  }

  function changed(): void {
    if (scheduled) return;
    scheduled = true;
    schedule(flush);
  }

  return {
    get: (): AlarmList => list,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** The whole open list: what is not in it is no longer open. */
    reset({ rows }: Reset): void {
      knownNext = true;
      for (const occurrence of [...byId.keys(), ...arrived.keys()]) arrived.set(occurrence, null);
      for (const row of rows) arrived.set(row.occurrence, row);
      changed();
    },
    /** An older version never overwrites a newer one: a refusal's `current` may cross a delta on the way. */
    delta({ upsert, remove }: Delta): void {
      for (const row of upsert)
        if (row.version >= (newest(row.occurrence)?.version ?? 0)) arrived.set(row.occurrence, row);
      for (const occurrence of remove) arrived.set(occurrence, null);
      changed();
    },
    /** The row that came with a refusal. It does not open what is closed. */
    redraw(row: DeskRow): void {
      const old = newest(row.occurrence);
      if (old && row.version >= old.version) arrived.set(row.occurrence, row);
      changed();
    },
  };
}
