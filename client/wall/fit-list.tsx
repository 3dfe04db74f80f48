// A list that shows what fits into its box and says how much more there is. It never scrolls and never cuts a row.
import { type ReactNode, useLayoutEffect, useState } from 'react';
import { useSize } from './use-size.ts';

type Props<T> = Readonly<{
  /** Pass the same array while nothing changed: a new one is measured anew. */
  items: readonly T[];
  id: (item: T) => string;
  render: (item: T) => ReactNode;
  /** Shorter, of all of them, where not every item has room in full. */
  brief?: (item: T) => ReactNode;
  /** The last row, when `hidden` items found no room. */
  more: (hidden: number) => ReactNode;
  className: string;
  /** How many there are in all, when `items` is only the head of them. */
  total?: number;
}>;

/** `growing`: do more of them fit? `cutting`: what stood too low is taken away. */
type Fit = Readonly<{
  of: unknown;
  size: unknown;
  count: number;
  phase: 'growing' | 'cutting' | 'settled';
  isBrief: boolean;
}>;

/** Tried first, where there is a screen; a list that changes keeps about its length, and is tried with so many more. */
const FIRST = typeof document === 'undefined' ? Number.POSITIVE_INFINITY : 20;
const MORE = 2;
/** The count of a list that has room for nothing at all. */
const NONE = -1;

const bottomOf = (element: Element): number => {
  const box = element as HTMLElement;
  return box.offsetTop + box.offsetHeight;
};

/** How many of `boxes` (bottom edges) stand above `limit`. */
export function countAbove(bottoms: readonly number[], limit: number): number {
  const over = bottoms.findIndex((bottom) => bottom > limit + 0.5);
  return over === -1 ? bottoms.length : over;
}

export function FitList<T>({ items, id, render, brief, more, className, total = items.length }: Props<T>) {
  const [ref, size, list] = useSize<HTMLUListElement>();
  const [fit, setFit] = useState<Fit | null>(null);
  const known = fit !== null && fit.of === items && fit.size === size ? fit : null;
  const {
    count: asked,
    phase,
    isBrief,
  } = known ?? { count: fit ? fit.count + MORE : FIRST, phase: 'growing' as const, isBrief: false };
  const count = Math.max(0, Math.min(items.length, asked));

  // Grows until a row stands too low, then loses rows until the last one fits, the word of the rest included; all of it
  // happens before the picture is drawn.
  useLayoutEffect(() => {
    if (!list || size.height === 0 || phase === 'settled') return;
    const bottoms = [...list.children].map(bottomOf);
    const stand = countAbove(bottoms, list.clientHeight);
    const go = (to: number, then: Fit['phase'], short = isBrief): void =>
      setFit({ of: items, size, count: to, phase: then, isBrief: short });
    if (phase === 'growing' && stand >= count && count < items.length) go(2 * count + MORE, 'growing');
    else if (stand === bottoms.length) go(count, 'settled');
    else if (brief && !isBrief) go(FIRST, 'growing', true);
    else if (count === 0) go(NONE, 'settled');
    else go(Math.min(count - 1, stand), 'cutting');
  });

  // A box that is too low holds not even the word of what it leaves out.
  const isFlat = size.width > 0 && (size.height === 0 || (phase === 'settled' && asked < 0));
  const shown = isFlat ? [] : items.slice(0, count);
  const hidden = isFlat ? 0 : total - shown.length;
  return (
    <ul className={`fit-list ${className}`} ref={ref}>
      {shown.map((item) => (
        <li key={id(item)}>{isBrief && brief ? brief(item) : render(item)}</li>
      ))}
      {hidden > 0 && <li className="fit-more">{more(hidden)}</li>}
    </ul>
  );
}
