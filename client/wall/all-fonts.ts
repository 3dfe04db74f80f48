// All of the type, and not only what the first words needed: a wall that has lost its line cannot fetch letters to say so.
import { useEffect } from 'react';

/** Loads every face of the page's fonts as soon as the first picture stands. */
export function useAllFonts(isShown: boolean): void {
  useEffect(() => {
    if (!isShown) return;
    // What does not come now is fetched, as ever, when it is first needed.
    for (const face of document.fonts) face.load().catch(() => {});
  }, [isShown]);
}
