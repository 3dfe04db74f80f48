// A second model that begins where the first one stands, at a price far below writing and reading it: a replay keeps many
// of them. What is many (dossiers, alerts) is shared entry by entry, and copied by whoever changes an entry first.

/** By map: the entries that no other fork holds. A map without a set here has never been forked: all are its own. */
const ownEntries = new WeakMap<object, WeakSet<object>>();

/**
 * The entry of `map`, to be changed; `undefined` where there is none. An entry that a fork holds too is copied first:
 * `copy` must copy all that the fold changes in place. Whoever only reads it uses `map.get`.
 */
export function own<V extends object>(map: Map<string, V>, key: string, copy: (entry: V) => V): V | undefined {
  const entry = map.get(key);
  const mine = ownEntries.get(map);
  if (entry === undefined || mine === undefined || mine.has(entry)) return entry;
  const copied = copy(entry);
  mine.add(copied);
  map.set(key, copied);
  return copied;
}

/** Puts a new entry, made by the caller for this map alone. */
export function put<V extends object>(map: Map<string, V>, key: string, entry: V): void {
  map.set(key, entry);
  ownEntries.get(map)?.add(entry);
}

/**
 * A copy of plain data (objects, arrays, Maps, Sets) that changes apart from the original. The entries of the maps in
 * `shared` are not copied but shared: from now on both sides must change them through `own`; the items of the arrays in it
 * are shared too, and nobody may change them in place. What stands in `frozen` stays the same object.
 */
export function forkData<T>(data: T, shared: ReadonlySet<object>, frozen: ReadonlySet<object>): T {
  const copyOf = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || frozen.has(value)) return value;
    if (Array.isArray(value)) return shared.has(value) || !value.some(isObject) ? value.slice() : value.map(copyOf);
    if (value instanceof Set) return new Set([...value].map(copyOf));
    if (value instanceof Map) {
      if (shared.has(value)) return shareEntries(value);
      const copy = new Map<unknown, unknown>();
      for (const [key, entry] of value) copy.set(key, copyOf(entry));
      return copy;
    }
    const copy: Record<string, unknown> = { ...value };
    for (const key of Object.keys(copy)) {
      const part = copy[key];
      if (!isObject(part)) continue;
      const copied = copyOf(part);
      // Not by assignment where nothing changes: a key may be "__proto__".
      if (copied !== part)
        Object.defineProperty(copy, key, { value: copied, writable: true, enumerable: true, configurable: true });
    }
    return copy;
  };
  return copyOf(data) as T;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function shareEntries(map: Map<unknown, unknown>): Map<unknown, unknown> {
  const copy = new Map(map);
  ownEntries.set(map, new WeakSet());
  ownEntries.set(copy, new WeakSet());
  return copy;
}
