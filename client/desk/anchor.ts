// A list that was scrolled must not slide away under the eyes when rows come and go above: how far what is in sight has moved.
import { type Item, isGroup, isHeading, keyOf } from './items.ts';

/** Heights in px, as desk.css draws them. */
export const HEIGHT = { row: 56, tallRow: 80, group: 44, heading: 34 } as const;

/** `tall`: rows with two lines of text, where the screen is narrow. */
export const heightOf = (item: Item | undefined, tall: boolean): number => {
  if (item === undefined) return 0;
  if (isHeading(item)) return HEIGHT.heading;
  if (isGroup(item)) return HEIGHT.group;
  return tall ? HEIGHT.tallRow : HEIGHT.row;
};

/** Tops (px) of items in sight, by key. */
export type Tops = ReadonlyMap<string, number>;

/**
 * By how much (px) the items in sight have moved. Most of them move alike; one that was acted on may have gone far away,
 * so it is the middle of all that counts. 0 where none of them is left.
 */
export function shiftOf(before: Tops, items: readonly Item[], tall: boolean): number {
  const shifts: number[] = [];
  let top = 0;
  for (const item of items) {
    const old = before.get(keyOf(item));
    if (old !== undefined) shifts.push(top - old);
    if (shifts.length === before.size) break;
    top += heightOf(item, tall);
  }
  shifts.sort((a, b) => a - b);
  return shifts[Math.floor((shifts.length - 1) / 2)] ?? 0;
}
