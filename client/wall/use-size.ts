// The room an element has, so that lists show what fits and say how much more there is. Nothing is cut off, nothing scrolls.
import { useLayoutEffect, useState } from 'react';

export type Size = Readonly<{ width: number; height: number }>;

/**
 * A ref to put on the element, its inner size (0×0 before it is there), and the element itself. The size is a new object
 * also when only the type has changed: what was measured with it is to be measured again.
 */
export function useSize<E extends Element>(): [(element: E | null) => void, Size, E | null] {
  // State and not a ref object: the element may come later or be another one.
  const [element, setElement] = useState<E | null>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    if (!element) return;
    const measure = (): void => {
      const [width, height] = [element.clientWidth, element.clientHeight];
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // The font of the page comes after its first picture, and is not as wide as the one before.
    const remeasure = (): void => setSize((old) => ({ ...old }));
    document.fonts.addEventListener('loadingdone', remeasure);
    return () => {
      observer.disconnect();
      document.fonts.removeEventListener('loadingdone', remeasure);
    };
  }, [element]);
  return [setElement, size, element];
}
