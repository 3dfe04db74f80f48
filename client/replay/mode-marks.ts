// What says "replay" outside the page itself: the title, the icon in the tab, a print.
import { useEffect } from 'react';
import { vi } from '../../shared/i18n/vi.ts';

const ICON = '/icon-replay.svg';

/** `caption`: day, time, speed, truth of what is shown. */
export function useTitle(caption: string): void {
  useEffect(() => {
    document.title = `${vi.state.replay} ${caption}`.trim();
  }, [caption]);
}

/** For as long as the page is open. */
export function useModeMarks(): void {
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
    const before = icon?.getAttribute('href') ?? '';
    icon?.setAttribute('href', ICON);
    return () => icon?.setAttribute('href', before);
  }, []);
  // Paper is white: a print takes the light tokens.
  useEffect(() => {
    const print = matchMedia('print');
    const follow = (): void => {
      if (print.matches) document.documentElement.dataset.theme = 'light';
      else delete document.documentElement.dataset.theme;
    };
    print.addEventListener('change', follow);
    return () => print.removeEventListener('change', follow);
  }, []);
}
