// Every figure of a view, one by one, with what its explanation adds up to.
import { FIGURES, type Listing, listMembers, locate } from '../../shared/explain.ts';
import type { Model } from '../../shared/model.ts';
import type { View } from '../../shared/view.ts';

/** Paths of all numbers, ratios and lists of ids that a view holds; the bands of what is usual count nothing. */
export function figuresIn({ usual: _bands, ...view }: View): string[] {
  const found: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
    if (typeof value === 'number') found.push(path);
    else if (Array.isArray(value)) {
      if (value.every((one) => typeof one === 'string')) found.push(path);
      else for (const [index, one] of value.entries()) walk(one, `${path}.${index}`);
    } else if (typeof value === 'object' && 'numerator' in value) found.push(path);
    else for (const [key, part] of Object.entries(value as object)) walk(part, path === '' ? key : `${path}.${key}`);
  };
  walk(view, '');
  return found;
}

/** What stands in the table of figures for a path; undefined: the path is not in it. */
export function entryOf(path: string) {
  for (const [pattern, figure] of FIGURES) {
    const [before = '', after] = pattern.split('*');
    if (after === undefined ? pattern === path : path.startsWith(before) && path.endsWith(after)) return figure;
  }
  return undefined;
}

export function listingOf(model: Model, now: number, path: string): Listing {
  const located = locate({ figure: path });
  if (located === null) throw new Error(`no figure ${path}`);
  return listMembers(model, now, located, Number.POSITIVE_INFINITY);
}

/** What the members add up to, in the form of the figure's value. */
export function sumOf({ value, members }: Listing): unknown {
  const sum = (of: 'counts' | 'of'): number => members.reduce((all, member) => all + member[of], 0);
  if (typeof value !== 'object' || value === null) return sum('counts');
  return { ...value, numerator: Math.max(0, sum('counts')), denominator: sum('of') };
}

/** Figures of the view at `now` whose members do not add up to them, in words. Empty when all do. */
export function wrongFigures(model: Model, view: View, now: number): string[] {
  return figuresIn(view).flatMap((path) => {
    const figure = entryOf(path);
    if (figure === undefined) return [`${path} is not in the table`];
    if (figure === null || figure.list === null) return [];
    const listing = listingOf(model, now, path);
    if (figure.isMeasure || (figure.isCapped && listing.members.length >= 500)) return [];
    const subjects = new Set(listing.members.map(({ id }) => id));
    const [is, should] = [JSON.stringify(sumOf(listing)), JSON.stringify(listing.value)];
    return [
      ...(is === should ? [] : [`${path}: ${should}, its members give ${is}`]),
      ...(subjects.size === listing.members.length ? [] : [`${path}: somebody twice`]),
    ];
  });
}
