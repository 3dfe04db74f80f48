// Copies and comparisons of what models are made of: plain JSON-like data with Maps and Sets.

const isBox = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** A copy of which nothing is shared with the original. */
export const copyOf = <T>(value: T): T => copied(value) as T;

function copied(value: unknown): unknown {
  if (!isBox(value)) return value;
  if (Array.isArray(value)) {
    const copy: unknown[] = value.slice();
    for (let index = 0; index < copy.length; index++) {
      const item = copy[index];
      if (isBox(item)) copy[index] = copied(item);
    }
    return copy;
  }
  if (value instanceof Map) {
    const copy = new Map<unknown, unknown>();
    for (const [key, item] of value) copy.set(key, copied(item));
    return copy;
  }
  if (value instanceof Set) return new Set([...value].map(copied));
  const copy = { ...value } as Record<string, unknown>;
  for (const key of Object.keys(copy)) {
    const item = copy[key];
    if (isBox(item)) put(copy, key, copied(item));
  }
  return copy;
}

/** Also where the key is `__proto__`, to which one cannot assign. */
function put(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  else target[key] = value;
}

/** Do both say the same, entries of Maps and Sets in the same order? */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isBox(a) || !isBox(b)) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++) if (!same(a[index], b[index])) return false;
    return true;
  }
  if (a instanceof Map) return b instanceof Map && a.size === b.size && same([...a], [...b]);
  if (a instanceof Set) return b instanceof Set && a.size === b.size && same([...a], [...b]);
  if (Array.isArray(b) || b instanceof Map || b instanceof Set) return false;
  const [mine, theirs] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(mine);
  if (keys.length !== Object.keys(theirs).length) return false;
  for (const key of keys) if (!Object.hasOwn(theirs, key) || !same(mine[key], theirs[key])) return false;
  return true;
}

/** About how many bytes it takes in memory; strings are shared by copies and count for a pointer. */
export function bytesOf(value: unknown): number {
  if (!isBox(value)) return 8;
  if (Array.isArray(value)) {
    const [first] = value as unknown[];
    // Arrays hold one kind of thing.
    if (!isBox(first)) return 32 + 8 * value.length;
    return value.reduce<number>((sum, item) => sum + 8 + bytesOf(item), 32);
  }
  if (value instanceof Map || value instanceof Set) {
    let sum = 96;
    for (const item of value.values()) sum += 40 + bytesOf(item);
    return sum;
  }
  let sum = 32;
  for (const item of Object.values(value)) sum += 16 + (isBox(item) ? bytesOf(item) : 0);
  return sum;
}
