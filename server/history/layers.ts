// Maps in layers: a large Map as it stood at many instants, of which only what changed in between takes memory. A model on
// top of a layer sees a Map like any other; what it touches is copied for it alone, the layers below never change.
import { same } from './copy.ts';

const GONE = Symbol('gone');
type Gone = typeof GONE;

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

/** A chain is walked down for what was touched long ago: longer ones are made into one. */
const DEEPEST = 48;

const isBox = (value: unknown): boolean => typeof value === 'object' && value !== null;

function find<K, V>(from: Layer<K, V>, key: K): V | undefined {
  for (let layer: Layer<K, V> | null = from; layer !== null; layer = layer.below) {
    const found = layer.own.get(key);
    if (found === GONE) return undefined;
    if (found !== undefined) return found as V;
  }
  return undefined;
}

/** Everything that a layer shows, in the order of a Map to which the same was done. */
function flat<K, V>(top: Layer<K, V>): Map<K, V> {
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
function bytesOfEntries<V>(own: ReadonlyMap<unknown, V | Gone>, { bytes }: Entries<V>): number {
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
  if (own.size > map.size / 2) return rootLayer(map, entries);
  const made = {
    below: near,
    own,
    moved: NOBODY,
    size: map.size,
    depth: near.depth + 1,
    bytes: bytesOfEntries(own, entries),
  };
  const keys = map.keys();
  for (const key of flat(made).keys()) if (key !== keys.next().value) return rootLayer(map, entries);
  return made;
}

/** A Map that begins as a layer shows it. New keys that come while it is walked are not visited. */
export class LayeredMap<K, V> extends Map<K, V> {
  #below: Layer<K, V>;
  readonly #entries: Entries<V>;
  #size: number;
  /** since the last layer: what was set, or handed out and may have been changed since, in this order */
  #touched = new Set<K>();
  /** of those below: what was deleted, and what came back afterwards */
  #gone = new Set<K>();
  #moved = new Set<K>();
  #order: K[] | null = null;

  constructor(below: Layer<K, V>, entries: Entries<V>) {
    super();
    this.#below = below;
    this.#entries = entries;
    this.#size = below.size;
  }

  override get size(): number {
    return this.#size;
  }

  override get(key: K): V | undefined {
    const own = super.get(key);
    if (own !== undefined) {
      if (isBox(own)) this.#touched.add(key);
      return own;
    }
    if (this.#gone.has(key)) return undefined;
    const found = find(this.#below, key);
    if (found === undefined || !isBox(found)) return found;
    const mine = this.#entries.copy(found);
    super.set(key, mine);
    this.#touched.add(key);
    return mine;
  }

  override has(key: K): boolean {
    return super.has(key) || (!this.#gone.has(key) && find(this.#below, key) !== undefined);
  }

  override set(key: K, value: V): this {
    if (!this.has(key)) {
      this.#size += 1;
      this.#order = null;
      if (this.#gone.delete(key)) {
        this.#moved.add(key);
        this.#touched.delete(key);
      }
    }
    this.#touched.add(key);
    super.set(key, value);
    return this;
  }

  override delete(key: K): boolean {
    if (!this.has(key)) return false;
    super.delete(key);
    // What comes back stands at the end.
    this.#touched.delete(key);
    this.#moved.delete(key);
    if (find(this.#below, key) !== undefined) {
      this.#gone.add(key);
      this.#touched.add(key);
    }
    this.#size -= 1;
    this.#order = null;
    return true;
  }

  /** The layer it stands on: of what was kept last. */
  top(): Layer<K, V> {
    return this.#below;
  }

  override clear(): void {
    for (const key of this.#keys()) this.delete(key);
  }

  /** All as it is now, as a layer that never changes. `apart`: with none below it. */
  keep(apart = false): Layer<K, V> {
    this.#layTouched();
    if (apart || this.#below.depth > DEEPEST) this.#below = flattened(this.#below, this.#entries);
    return this.#below;
  }

  #layTouched(): void {
    if (this.#touched.size === 0) return;
    const own = new Map<K, V | Gone>();
    for (const key of this.#touched) {
      if (this.#gone.has(key)) {
        own.set(key, GONE);
        continue;
      }
      const value = super.get(key) as V;
      const old = find(this.#below, key);
      if (this.#moved.has(key) || old === undefined || !same(old, value)) own.set(key, this.#entries.copy(value));
    }
    if (own.size > 0) {
      const [below, moved, size] = [this.#below, new Set(this.#moved), this.#size];
      this.#below = { below, own, moved, size, depth: below.depth + 1, bytes: bytesOfEntries(own, this.#entries) };
    }
    this.#touched.clear();
    this.#gone.clear();
    this.#moved.clear();
  }

  #keys(): readonly K[] {
    if (this.#order === null) {
      const keys = new Set<K>(flat(this.#below).keys());
      for (const key of this.#touched) {
        if (this.#gone.has(key) || this.#moved.has(key)) keys.delete(key);
        if (!this.#gone.has(key)) keys.add(key);
      }
      this.#order = [...keys];
    }
    return this.#order;
  }

  override *entries(): MapIterator<[K, V]> {
    for (const key of this.#keys()) {
      const value = this.get(key);
      if (value !== undefined) yield [key, value];
    }
  }

  override *keys(): MapIterator<K> {
    for (const key of this.#keys()) if (this.has(key)) yield key;
  }

  override *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  override [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  override forEach(each: (value: V, key: K, map: Map<K, V>) => void, self?: unknown): void {
    for (const [key, value] of this.entries()) each.call(self, value, key, this);
  }
}
