// The strip of feeds at the foot: who is alive, and since when not.
import { minuteClock, span } from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import type { View } from '../../shared/view.ts';
import type { FeedStore } from '../feed/store.ts';
import { useFeed } from '../feed/use-feed.ts';
import { feedName, quietText } from '../panels/words.ts';
import { words } from './words.ts';

const SIGN = { live: '●', late: '◐', silent: '○', unknown: '?', quiet: '‖' } as const;

function stateText(feed: View['feeds'][string], now: number): string {
  const last = feed.lastAt === null ? null : Date.parse(feed.lastAt);
  if (feed.quiet) return quietText(feed.quiet, now);
  if (last === null || feed.state === 'unknown') return spoken.feed.unknown;
  if (feed.state === 'live') return minuteClock(last);
  return feed.state === 'late' ? spoken.feed.late(span(now - last)) : spoken.feed.silent(span(now - last));
}

/** Reads the feed by itself: its counts change with every frame of a storm. */
export function FeedStrip({ store, now }: Readonly<{ store: FeedStore; now: number }>) {
  const feeds = useFeed(store, ({ view }) => view?.feeds ?? null);
  const names = Object.keys(feeds ?? {}).toSorted();
  return (
    <footer className="desk-feeds">
      <span className="desk-feeds-title">{words.feeds}</span>
      {names.length === 0 && <span className="faint">{words.noFeeds}</span>}
      <ul>
        {names.map((name) => {
          const feed = feeds?.[name];
          if (!feed) return null;
          const shown = feed.quiet ? 'quiet' : feed.state;
          return (
            <li key={name} data-state={shown} title={name}>
              <span aria-hidden="true">{SIGN[shown]}</span> {feedName(name)}{' '}
              <span className="faint">{stateText(feed, now)}</span>
            </li>
          );
        })}
      </ul>
    </footer>
  );
}
