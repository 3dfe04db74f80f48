// The room an element has, so that lists show what fits and say how much more there is. Nothing is cut off, nothing scrolls.
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

export type Size = Readonly<{ width: number; height: number }>;

export function useSize<E extends Element>(): [RefObject<E | null>, Size] {
  const ref = useRef<E>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = (): void => {
      const [width, height] = [element.clientWidth, element.clientHeight];
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}

/** How many of `total` rows fit into `height`, keeping one row for "và n … khác" when not all do. */
export function fitting(total: number, height: number, rowHeight: number): number {
  if (rowHeight <= 0 || height <= 0) return 0;
  const room = Math.floor((height + 0.5) / rowHeight);
  return total <= room ? total : Math.max(0, room - 1);
}
