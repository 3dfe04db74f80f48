// For who has come to look after the screen (`?service=1`, or the key S): how hard it works, and which build it runs.
import { useEffect, useState, useSyncExternalStore } from 'react';
import { number } from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import type { FeedStore } from '../feed/store.ts';
import { useFeed } from '../feed/use-feed.ts';
import type { LoadMeter } from './load.ts';
import './service.css';

function useService(): boolean {
  const [on, setOn] = useState(() => new URLSearchParams(location.search).get('service') === '1');
  useEffect(() => {
    const toggle = ({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): void => {
      if (key.toLowerCase() === 's' && !ctrlKey && !altKey && !metaKey) setOn((old) => !old);
    };
    addEventListener('keydown', toggle);
    return () => removeEventListener('keydown', toggle);
  }, []);
  return on;
}

type Props = Readonly<{ store: FeedStore; meter: LoadMeter }>;

export function Service(props: Props) {
  return useService() && <ServiceLine {...props} />;
}

function ServiceLine({ store, meter }: Props) {
  const { fps, lagMs, heapMb, light } = useSyncExternalStore(meter.subscribe, meter.get);
  const behind = useFeed(store, (state) => state.behind);
  const build = useFeed(store, (state) => state.build.first);
  const text = spoken.service;
  return (
    <p className="service-line">
      {[
        text.fps(number(fps)),
        text.lag(number(lagMs)),
        text.heap(number(heapMb)),
        ...(behind > 0 ? [text.behind(number(behind))] : []),
        ...(light ? [text.light] : []),
        text.build(build ?? '—'),
      ].join(' · ')}
    </p>
  );
}
