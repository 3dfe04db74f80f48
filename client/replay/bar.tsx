// Under the wall: what is shown and how far to trust it, the strip of the day, and what moves along it.
import type { Ref } from 'react';
import { MINUTE_MS } from '../../shared/time.ts';
import type { View } from '../../shared/view.ts';
import { type PresetId, presetFor } from '../../shared/wall/presets.ts';
import type { ReplayFeed } from '../feed/replay-socket.ts';
import type { FeedStore } from '../feed/store.ts';
import { useFeed } from '../feed/use-feed.ts';
import type { Asked } from './asked.ts';
import { EndpointSteps } from './controls/endpoint-steps.tsx';
import { PlaceBar } from './controls/place-bar.tsx';
import { Transport } from './controls/transport.tsx';
import { TruthLine } from './controls/truth-line.tsx';
import { Exports } from './exports.tsx';
import { FocusLine } from './focus-line.tsx';
import { LiveLink } from './live-now.tsx';
import { Timeline } from './timeline/timeline.tsx';
import type { DayStrip, DayTold, Proof, Stamp } from './told.ts';
import type { Deck } from './use-deck.ts';
import { words } from './words.ts';

type Props = Readonly<{
  deck: Deck;
  feed: ReplayFeed;
  live: FeedStore;
  told: Asked<DayTold>;
  strip: DayStrip | null;
  proof: Asked<Proof>;
  stamp: Asked<Stamp> | null;
  isReady: boolean;
  isPaneOpen: boolean;
  timeField: Ref<HTMLInputElement>;
  onPane: () => void;
  onHelp: () => void;
  onTellAgain: () => void;
}>;

const NO_ENDPOINTS: View['conference']['grid'] = {};
/** px: lower screens have lower lanes. */
const LOW = 900;
/** From farther away everything is larger. */
const SCALES: Readonly<Record<PresetId, number>> = { '1x1': 1, '2x1': 1.15, '4x2': 1.6, '5x3': 1.6, '9x3': 1.6 };

const scaleOf = (): number => (innerHeight < LOW ? 0.8 : SCALES[presetFor(innerWidth, innerHeight)]);

export function Bar(props: Props) {
  const { deck, feed, live, told, strip, proof, stamp, isReady } = props;
  const { place, at } = deck;
  const now = useFeed(live, ({ clock }) => clock && Math.floor(clock / MINUTE_MS) * MINUTE_MS);
  const grid = useFeed(feed.store, ({ view }) => view?.conference.grid ?? NO_ENDPOINTS);
  const seq = useFeed(feed.store, (state) => state.seq);
  return (
    <div className="frame frame-replay replay-bar">
      <PlaceBar
        deck={deck}
        isPaneOpen={props.isPaneOpen}
        onPane={props.onPane}
        onHelp={props.onHelp}
        exports={<Exports day={place.day} as={place.as} at={deck.hasArrived ? at : null} seq={seq} />}
        live={<LiveLink live={live} />}
      />
      {place.focus !== null && <FocusLine strip={strip} occurrence={place.focus} onSeek={deck.seek} />}
      {strip ? (
        <Timeline
          strip={strip}
          at={at}
          marks={deck.marks}
          isPlaying={deck.playback.speed > 0}
          now={now}
          skipped={deck.playback.skipped}
          scale={scaleOf()}
          onSeek={deck.seek}
          onMarks={deck.setMarks}
        />
      ) : (
        <div className="timeline-missing">
          {told.state === 'failed' && (
            <>
              <span>{words.stripFailed(told.failure.message)}</span>
              <button type="button" onClick={props.onTellAgain}>
                {words.again}
              </button>
            </>
          )}
        </div>
      )}
      <div className="replay-row">
        <Transport deck={deck} isReady={isReady} timeField={props.timeField} isEmptyDay={strip?.total === 0} />
        <EndpointSteps deck={deck} grid={grid} isReady={isReady} />
      </div>
      <TruthLine as={place.as} at={at} strip={strip} proof={proof} stamp={stamp} />
    </div>
  );
}
