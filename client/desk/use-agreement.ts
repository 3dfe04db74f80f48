// Once a second: does the list agree with the server's own counts?
import { useEffect, useMemo, useState } from 'react';
import type { FeedStore } from '../feed/store.ts';
import { createAgreement } from './agreement.ts';
import type { AlarmStore } from './alarm-store.ts';

const CHECK_MS = 1_000;

/** `reload` asks for the whole list. True while they differ. */
export function useAgreement(alarms: AlarmStore, feed: FeedStore, reload: () => void): boolean {
  const [differs, setDiffers] = useState(false);
  const agreement = useMemo(() => createAgreement(reload), [reload]);
  useEffect(() => {
    const timer = setInterval(() => {
      const { known, counts } = alarms.get();
      const { view, link } = feed.get();
      setDiffers(known && view !== null && link === 'live' && agreement.check(counts, view.alarms, performance.now()));
    }, CHECK_MS);
    return () => clearInterval(timer);
  }, [alarms, feed, agreement]);
  return differs;
}
