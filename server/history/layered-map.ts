// What a model sees of layers: a Map like any other. What it touches is copied for it alone, the layers below never change.
import { same } from './copy.ts';
import { bytesOfEntries, type Entries, find, flat, flattened, GONE, type Gone, type Layer } from './layers.ts';

/** A chain is walked down for what was touched long ago: longer ones are made into one. */
const DEEPEST = 48;

const isBox = (value: unknown): boolean => typeof value === 'object' && value !== null;

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
