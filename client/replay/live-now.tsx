// The present, in the middle of the past: urgent alarms of now pierce every replay. A channel of its own, that only reads.
import { clock, number } from '../../shared/i18n/format.ts';
import { AlarmSymbol } from '../alarm/symbol.tsx';
import type { FeedStore } from '../feed/store.ts';
import { useFeed } from '../feed/use-feed.ts';
import { words } from './words.ts';
import '../alarm/urgent.css';

export const LIVE_PATH = '/wall';

/** Unacknowledged urgent alarms of now; null: not known. */
const useUrgent = (live: FeedStore): number | null =>
  useFeed(live, ({ view }) => view?.alarms.unacknowledged.P1 ?? null);

/** The strip above everything, as long as there are any. */
export function LiveStrip({ live }: Readonly<{ live: FeedStore }>) {
  const urgent = useUrgent(live);
  const at = useFeed(live, (state) => state.clock);
  const isOpen = urgent !== null && urgent > 0;
  return (
    <div role="alert" className="live-strip">
      {isOpen && (
        <a href={LIVE_PATH} className="urgent-strip">
          <AlarmSymbol priority="P1" />
          <strong>{words.live.urgent(number(urgent))}</strong>
          <span className="urgent-time">{clock(at)}</span>
          <span>{words.live.go}</span>
        </a>
      )}
    </div>
  );
}

/** The way back, and what it leads to. */
export function LiveLink({ live }: Readonly<{ live: FeedStore }>) {
  const urgent = useUrgent(live);
  const link = useFeed(live, (state) => state.link);
  const isKnown = urgent !== null && (link === 'live' || link === 'delayed');
  return (
    <span className="replay-group">
      <span className="dim">{isKnown ? urgent === 0 && words.live.calm : words.live.unknown}</span>
      <a href={LIVE_PATH} className="replay-live">
        {words.live.back}
      </a>
    </span>
  );
}
