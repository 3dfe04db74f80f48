// A day in the player: the same wall as ever, fed by a private replay, the strip of the day, and what people did beside it.
import { useEffect, useMemo, useRef, useState } from 'react';
import { clock, date } from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import { instantText } from '../../shared/time.ts';
import type { ReplayFeed } from '../feed/replay-socket.ts';
import type { FeedStore } from '../feed/store.ts';
import { useFeed } from '../feed/use-feed.ts';
import { addressOf, msOfDay, rangeOf, timeText } from './address.ts';
import { type Asked, useAsked } from './asked.ts';
import { Bar } from './bar.tsx';
import { Help } from './help.tsx';
import { isWatched } from './idle.ts';
import { IdleDialog } from './idle-dialog.tsx';
import type { Key } from './keys.ts';
import { LIVE_PATH } from './leave.tsx';
import { LiveStrip } from './live-now.tsx';
import { loopOf, NO_MARKS } from './loop.ts';
import { useTitle } from './mode-marks.ts';
import { speedText } from './pace.ts';
import { Pane } from './pane/pane.tsx';
import { Screen } from './screen.tsx';
import { type DayTold, type KnownDays, type Proof, readDay, type Stamp, type Story } from './told.ts';
import { type Chosen, useDeck } from './use-deck.ts';
import { useIdle } from './use-idle.ts';
import { useKeys } from './use-keys.ts';
import { Watermark } from './watermark.tsx';
import { words } from './words.ts';

type Props = Readonly<{
  feed: ReplayFeed;
  live: FeedStore;
  place: Chosen;
  known: Asked<KnownDays>;
  onPlace: (place: Chosen) => void;
  onAgain: () => void;
}>;

/** Narrower screens open the pane when they are asked to. */
const PANE_PX = 1600;

export function Player({ feed, live, place, known, onPlace, onAgain }: Props) {
  const { day, as } = place;
  const deck = useDeck(feed, place, onPlace);
  const { at, playback, hasArrived } = deck;
  const exercise = useFeed(feed.store, ({ view }) => view?.exercise ?? false);
  const viewAt = useFeed(feed.store, (state) => state.viewAt);
  const [isPaneOpen, setPaneOpen] = useState(() => innerWidth >= PANE_PX);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const timeField = useRef<HTMLInputElement>(null);

  const [told, tellAgain] = useAsked<DayTold>(`/api/days/${day}?as=${as}`);
  const [story] = useAsked<Story>(`/api/days/${day}/story?as=${as}`);
  const [proof] = useAsked<Proof>(`/api/days/${day}/proof`);
  const strip = useMemo(() => (told.state === 'told' ? readDay(told.value) : null), [told]);

  // A link is compared once it has led somewhere; where one goes from there is another matter.
  const linked = place.seq === null ? null : rangeOf(place).at;
  const [arrivedAt, setArrivedAt] = useState<number | null>(null);
  if (hasArrived && at === linked && arrivedAt !== linked) setArrivedAt(linked);
  const isArrived = linked !== null && arrivedAt === linked;
  const stampPath = `/api/view?seq=${place.seq}&at=${encodeURIComponent(instantText(linked ?? 0))}&as=${as}`;
  const [stamp] = useAsked<Stamp>(isArrived ? stampPath : null);

  const { replay } = feed;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another day, truth or pin starts over; a time alone does not
  useEffect(() => replay.open(rangeOf(place)), [replay, day, as, place.seq]);

  const address = addressOf({
    ...place,
    ms: msOfDay(at),
    // As known then, a pin is that of the one instant it was made for.
    seq: as === 'now' || at === linked ? place.seq : null,
  });
  const isStill = hasArrived && playback.speed === 0;
  useEffect(() => {
    if (isStill) history.replaceState(null, '', address);
  }, [isStill, address]);

  const pace = playback.speed > 0 ? words.pace(speedText(playback.speed)) : words.paused;
  const truth = words.truths[playback.shownAs ?? as].toLowerCase();
  // What is shown, which is not yet where one is going.
  const shown = viewAt ?? at;
  const time = playback.speed > 0 ? clock(shown) : timeText(msOfDay(shown));
  const caption = `${date(shown)} ${time} · ${pace} · ${truth}`;
  useTitle(caption);

  // Nobody is waiting: the page may load anew.
  const leave = (): void => location.assign(LIVE_PATH);
  const idle = useIdle(isWatched(playback.speed, loopOf(deck.marks) !== null), leave);
  const isReady = playback.status === 'open';
  const togglePane = (): void => setPaneOpen(!isPaneOpen);

  useKeys((key: Key): boolean => {
    switch (key.do) {
      case 'time':
        timeField.current?.focus();
        return !key.typed;
      case 'truth':
        deck.choose(day, as === 'then' ? 'now' : 'then');
        return true;
      case 'pane':
        togglePane();
        return true;
      case 'help':
        setHelpOpen(true);
        return true;
    }
    if (!isReady) return false;
    switch (key.do) {
      case 'toggle':
        deck.toggle();
        return true;
      case 'faster':
      case 'slower':
        deck.faster(key.do === 'faster');
        return true;
      case 'clear':
        deck.setMarks(NO_MARKS);
        return true;
      case 'skip':
        deck.toggleSkip();
        return true;
      case 'jump':
        deck.jump(key.ms);
        return true;
      case 'step':
        deck.step(key.to, key.back);
        return true;
      case 'mark':
        deck.mark(key.name);
        return true;
    }
  });

  return (
    <main className="replay" data-pane={isPaneOpen}>
      <h1 className="visually-hidden">{spoken.state.replay}</h1>
      <LiveStrip live={live} />
      {/* What a keyboard needs first: a wall holds hundreds of figures that can be pressed. */}
      <Bar
        deck={deck}
        feed={feed}
        live={live}
        told={told}
        strip={strip}
        proof={proof}
        stamp={isArrived ? stamp : null}
        isReady={isReady}
        isPaneOpen={isPaneOpen}
        timeField={timeField}
        onPane={togglePane}
        onHelp={() => setHelpOpen(true)}
        onTellAgain={tellAgain}
      />
      {isPaneOpen && <Pane story={story} strip={strip} at={at} exercise={exercise} onSeek={deck.goTo} />}
      <Screen
        feed={feed}
        deck={deck}
        known={known}
        strip={strip}
        caption={caption}
        onAgain={() => {
          onAgain();
          deck.reopen();
        }}
      />
      <Watermark store={feed.store} caption={caption} />
      {isHelpOpen && <Help onClose={() => setHelpOpen(false)} />}
      {idle.state === 'warning' && <IdleDialog leftMs={idle.leftMs} onLeave={leave} />}
    </main>
  );
}
