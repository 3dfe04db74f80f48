// The path of a figure: `dossier.byAgency.H44.14.overdue` is the pattern `byAgency.*.overdue` of the part `dossier` with the
// key `H44.14`. A key may hold dots: patterns have one `*` at most, and it takes what lies between.

export type Place = Readonly<{ pattern: string; key: string }>;

/** Which of the patterns a path means; null: none. */
export function placeOf(patterns: readonly string[], path: string): Place | null {
  if (patterns.includes(path) && !path.includes('*')) return { pattern: path, key: '' };
  for (const pattern of patterns) {
    const [before, after] = pattern.split('*');
    if (before === undefined || after === undefined) continue;
    if (path.length <= before.length + after.length || !path.startsWith(before) || !path.endsWith(after)) continue;
    return { pattern, key: path.slice(before.length, path.length - after.length) };
  }
  return null;
}

/** What a view holds at a place; undefined: nothing of that name. */
export function valueAt(view: unknown, { pattern, key }: Place): unknown {
  let value = view;
  for (const step of pattern.split('.')) {
    const name = step === '*' ? key : step;
    if (value === null) return null;
    if (typeof value !== 'object' || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
