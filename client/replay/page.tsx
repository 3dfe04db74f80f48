// The replay's page: who may see it, which day; the player does the rest. It reads two channels and writes to none.
import { useCallback, useEffect, useState } from 'react';
import { spoken } from '../../shared/i18n/spoken.ts';
import { connectLive, type Feed } from '../feed/live.ts';
import { connectReplay, type ReplayFeed } from '../feed/replay-socket.ts';
import type { FeedStore } from '../feed/store.ts';
import { useFeed } from '../feed/use-feed.ts';
import { Page as WallPage } from '../wall/page.tsx';
import { placeOf } from './address.ts';
import { answerOf, useAsked } from './asked.ts';
import { LeaveContext, LIVE_PATH } from './leave.tsx';
import { LiveStrip } from './live-now.tsx';
import { useModeMarks, useTitle } from './mode-marks.ts';
import { Notice } from './notice.tsx';
import { Player } from './player.tsx';
import { firstDay, type Scene, sceneOf } from './scene.ts';
import type { KnownDays } from './told.ts';
import './replay.css';

type Lines = Readonly<{ feed: ReplayFeed; live: Feed }>;

/** The replay, until one goes back to live: then the wall's own page stands here, and the replay's channels are closed. */
export function Page() {
  const [isLive, setLive] = useState(false);
  const leave = useCallback(() => {
    history.pushState(null, '', LIVE_PATH);
    setLive(true);
  }, []);
  useEffect(() => {
    if (!isLive) return;
    const back = (): void => location.reload();
    window.addEventListener('popstate', back);
    return () => window.removeEventListener('popstate', back);
  }, [isLive]);
  if (isLive) return <WallPage />;
  return (
    <LeaveContext value={leave}>
      <Connected />
    </LeaveContext>
  );
}

function Connected() {
  const [lines, setLines] = useState<Lines | null>(null);
  useEffect(() => {
    const own = { feed: connectReplay(), live: connectLive() };
    setLines(own);
    return () => {
      own.feed.close();
      own.live.close();
    };
  }, []);
  return lines && <ReplayPage {...lines} />;
}

function ReplayPage({ feed, live }: Lines) {
  const refused = useFeed(feed.store, (state) => state.refused);
  const [place, setPlace] = useState(() => placeOf(location.pathname, location.search));
  const [known, askAgain] = useAsked<KnownDays>(refused === null ? '/api/days' : null);
  const days = answerOf(known);
  const day = place.day ?? (days && firstDay(days, place.as));
  useModeMarks();
  if (refused === null && day !== null)
    return (
      <Player
        feed={feed}
        live={live.store}
        place={{ ...place, day }}
        known={known}
        onPlace={setPlace}
        onAgain={askAgain}
      />
    );
  const playback = { status: 'connecting', failure: null } as const;
  const scene = sceneOf({ refused, day, as: place.as, known, playback, hasView: false, isSlow: false });
  return <NoDay scene={scene} live={live.store} onAgain={askAgain} />;
}

/** No day to play: nobody may, none is known yet, or none has been recorded. */
function NoDay({ scene, live, onAgain }: Readonly<{ scene: Scene; live: FeedStore; onAgain: () => void }>) {
  useTitle('');
  return (
    <main className="replay">
      <h1 className="visually-hidden">{spoken.state.replay}</h1>
      <LiveStrip live={live} />
      <div className="replay-wall">
        {scene.show !== 'wall' && (
          <Notice scene={scene} caption="" onDay={() => {}} onTruth={() => {}} onAgain={onAgain} />
        )}
      </div>
    </main>
  );
}
