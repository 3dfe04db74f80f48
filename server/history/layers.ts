// Layers: a large Map as it stood at many instants, of which only what changed in between takes memory.
import { same } from './copy.ts';

export const GONE = Symbol('gone');
export type Gone = typeof GONE;

/** What a Map held at an instant. Shared and never changed. */
export type Layer<K, V> = Readonly<{
  below: Layer<K, V> | null;
  /** what is new or different, in the order of its first change; GONE: not there any more */
  own: ReadonlyMap<K, V | Gone>;
  /** keys of `own` that left meanwhile and came back: they stand at the end */
  moved: ReadonlySet<K>;
  size: number;
  depth: number;
  /** about what it adds to those below */
  bytes: number;
}>;

export type Entries<V> = Readonly<{
  /** A copy of an entry: nobody who changes it changes the original. */
  copy: (value: V) => V;
  /** What such a copy takes in memory. */
  bytes: (value: V) => number;
  /** The same as `value`, sharing with another one that is like it what a copy would share. */
  graft?: (value: V, like: V) => V;
}>;

export function find<K, V>(from: Layer<K, V>, key: K): V | undefined {
  for (let layer: Layer<K, V> | null = from; layer !== null; layer = layer.below) {
    const found = layer.own.get(key);
    if (found === GONE) return undefined;
    if (found !== undefined) return found as V;
  }
  return undefined;
}

/** Everything that a layer shows, in the order of a Map to which the same was done. */
export function flat<K, V>(top: Layer<K, V>): Map<K, V> {
  const chain: Layer<K, V>[] = [];
  for (let layer: Layer<K, V> | null = top; layer !== null; layer = layer.below) chain.push(layer);
  const all = new Map<K, V>();
  for (const { own, moved } of chain.reverse())
    for (const [key, value] of own) {
      if (value === GONE || moved.has(key)) all.delete(key);
      if (value !== GONE) all.set(key, value as V);
    }
  return all;
}

/** Where entries are counted one by one this would cost as much as what it counts. */
export function bytesOfEntries<V>(own: ReadonlyMap<unknown, V | Gone>, { bytes }: Entries<V>): number {
  let [sum, seen] = [0, 0];
  for (const value of own.values()) {
    if (seen === 50) break;
    sum += value === GONE ? 0 : bytes(value as V);
    seen += 1;
  }
  return 96 + own.size * (48 + (seen === 0 ? 0 : sum / seen));
}

const NOBODY: ReadonlySet<never> = new Set<never>();

/** A layer of its own. The Map and what it holds must not be changed any more. */
export const rootLayer = <K, V>(own: ReadonlyMap<K, V>, entries: Entries<V>): Layer<K, V> => ({
  below: null,
  own,
  moved: NOBODY,
  size: own.size,
  depth: 0,
  bytes: bytesOfEntries(own, entries),
});

/** The same as one layer: for a chain that shall not hold what came before it in memory. */
export const flattened = <K, V>(layer: Layer<K, V>, entries: Entries<V>): Layer<K, V> =>
  layer.below === null ? layer : rootLayer(flat(layer), entries);

/**
 * The layer of a Map that is like another one nearby: only the difference takes memory. The Map must not be changed any
 * more. Its order stays that of the other one: for Maps that hold the same keys in the same order but for new ones.
 */
export function layerOver<K, V>(map: ReadonlyMap<K, V>, near: Layer<K, V>, entries: Entries<V>): Layer<K, V> {
  const known = flat(near);
  const own = new Map<K, V | Gone>();
  for (const [key, value] of map) {
    const old = known.get(key);
    if (old === undefined) own.set(key, value);
    else if (!same(old, value)) own.set(key, entries.graft?.(value, old) ?? value);
    known.delete(key);
  }
  for (const key of known.keys()) own.set(key, GONE);
  const apart = (): Layer<K, V> => {
    const whole = new Map(map);
    for (const [key, value] of own) if (value !== GONE) whole.set(key, value as V);
    return rootLayer(whole, entries);
  };
  if (own.size > map.size / 2) return apart();
  const made = {
    below: near,
    own,
    moved: NOBODY,
    size: map.size,
    depth: near.depth + 1,
    bytes: bytesOfEntries(own, entries),
  };
  const keys = map.keys();
  for (const key of flat(made).keys()) if (key !== keys.next().value) return apart();
  return made;
}
