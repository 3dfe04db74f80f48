// What an older version of the program kept, brought to the shape of this one.

/**
 * Gives `loaded`, in place, each field that `empty` has and it has not, down through plain objects. A Map, a Set, an array
 * and a plain value stay as they were kept: rows inside a Map are the business of the fold that reads them.
 */
export function completeFrom<T extends object>(loaded: T, empty: T): T {
  const [target, source] = [loaded as Record<string, unknown>, empty as Record<string, unknown>];
  for (const key of Object.keys(source)) {
    if (!Object.hasOwn(target, key)) target[key] = source[key];
    else if (isPlain(target[key]) && isPlain(source[key])) completeFrom(target[key], source[key]);
  }
  return loaded;
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
