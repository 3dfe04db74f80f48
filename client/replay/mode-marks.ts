// What says "replay" outside the page itself: the title, the icon in the tab, a print.
import { useEffect, useState } from 'react';
import { spoken } from '../../shared/i18n/spoken.ts';
import { throttleLast } from '../feed/throttle.ts';

const ICON = '/icon-replay.svg';

/** The browser's own window has to be told: not with every frame. */
const TITLE_GAP_MS = 250;
const setTitle = throttleLast<string>(TITLE_GAP_MS, (title) => {
  document.title = title;
});

/** `caption`: day, time, speed, truth of what is shown. */
export function useTitle(caption: string): void {
  useEffect(() => setTitle(`${spoken.state.replay} ${caption}`.trim()), [caption]);
}

/** For as long as the page is open. */
export function useModeMarks(): void {
  // Read before anything below sets its own.
  const [before] = useState(() => document.title);
  useEffect(() => () => setTitle(before), [before]);
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
