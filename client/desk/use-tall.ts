// Narrow screens cut long texts: there a row has two lines for them (list.css).
import { useSyncExternalStore } from 'react';

const query = '(max-width: 1599px)';

const subscribe = (listener: () => void): (() => void) => {
  const media = matchMedia(query);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
};

export const useTall = (): boolean => useSyncExternalStore(subscribe, () => matchMedia(query).matches);
