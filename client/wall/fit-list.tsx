// A list that shows what fits into its box and says how much more there is. It never scrolls and never cuts a row.
import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import { useSize } from './use-size.ts';

type Props<T> = Readonly<{
  /** Pass the same array while nothing changed: a new one is measured anew. */
  items: readonly T[];
  id: (item: T) => string;
  render: (item: T) => ReactNode;
  /** The last row, when `hidden` items found no room. */
  more: (hidden: number) => ReactNode;
  className: string;
  /** How many there are in all, when `items` is only the head of them. */
  total?: number;
}>;

type Fit = Readonly<{ of: unknown; size: unknown; count: number }>;

const bottomOf = (element: Element): number => {
  const box = element as HTMLElement;
  return box.offsetTop + box.offsetHeight;
};

/** How many of `boxes` (bottom edges) stand above `limit`. */
export function countAbove(bottoms: readonly number[], limit: number): number {
  const over = bottoms.findIndex((bottom) => bottom > limit + 0.5);
  return over === -1 ? bottoms.length : over;
}

export function FitList<T>({ items, id, render, more, className, total = items.length }: Props<T>) {
  const [ref, size, list] = useSize<HTMLUListElement>();
  const [fit, setFit] = useState<Fit | null>(null);
  const known = fit !== null && fit.of === items && fit.size === size;
  const count = known ? Math.min(fit.count, items.length) : items.length;

  // Each pass takes away what stands too low, until the last row fits; all of it happens before the picture is drawn.
  useLayoutEffect(() => {
    if (!list || size.height === 0) return;
    const bottoms = [...list.children].map(bottomOf);
    const whole = countAbove(bottoms, list.clientHeight);
    if (whole === bottoms.length) {
      if (!known) setFit({ of: items, size, count });
    } else if (count > 0) {
      setFit({ of: items, size, count: Math.max(0, Math.min(count - 1, whole)) });
    }
  });

  // Rows are of another height in another face: what was measured before ours had come is measured anew.
  useEffect(() => {
    let gone = false;
    void document.fonts.ready.then(() => {
      if (!gone) setFit(null);
    });
    return () => {
      gone = true;
    };
  }, []);

  // A box of no height holds not even the word of what it leaves out.
  const isFlat = size.width > 0 && size.height === 0;
  const shown = isFlat ? [] : items.slice(0, count);
  const hidden = isFlat ? 0 : total - shown.length;
  return (
    <ul className={`fit-list ${className}`} ref={ref}>
      {shown.map((item) => (
        <li key={id(item)}>{render(item)}</li>
      ))}
      {hidden > 0 && <li className="fit-more">{more(hidden)}</li>}
    </ul>
  );
}
