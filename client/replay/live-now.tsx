// The present, in the middle of the past: urgent alarms of now pierce every replay. A channel of its own, that only reads.
import { clock, number } from '../../shared/i18n/format.ts';
import { AlarmSymbol } from '../alarm/symbol.tsx';
import type { FeedStore } from '../feed/store.ts';
import { useFeed } from '../feed/use-feed.ts';
import { LiveAnchor } from './leave.tsx';
import { words } from './words.ts';
import '../alarm/urgent.css';

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
        <LiveAnchor className="urgent-strip">
          <AlarmSymbol priority="P1" />
          <strong>{words.live.urgent(number(urgent))}</strong>
          <span className="urgent-time">{clock(at)}</span>
          <span>{words.live.go}</span>
        </LiveAnchor>
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
      <LiveAnchor className="replay-live">{words.live.back}</LiveAnchor>
    </span>
  );
}
