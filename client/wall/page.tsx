// The wall's page: connects, decides by the ladder what to show, says each 5 s that it is alive.
import { useEffect, useMemo, useRef, useState } from 'react';
import { vi } from '../../shared/i18n/vi.ts';
import type { Measured } from '../../shared/wall/geometry.ts';
import { connectLive, type Feed } from '../feed/live.ts';
import { useFeed } from '../feed/use-feed.ts';
import { type Followed, useFollow } from './follow.ts';
import { sceneOf } from './ladder.ts';
import { useReloadOnNewBuild } from './new-build.ts';
import { Pairing } from './pairing.tsx';
import { placeOf, regionOf } from './place.ts';
import { Steered } from './steered.tsx';
import { Wall } from './wall.tsx';
import { startWallBeat } from './wall-beat.ts';

export function Page() {
  const [feed, setFeed] = useState<Feed | null>(null);
  useEffect(() => {
    const own = connectLive();
    setFeed(own);
    return own.close;
  }, []);
  return feed && <WallPage feed={feed} />;
}

/** `?seat=6` metres to the farthest seat, `?pitch=1.25` millimetres a pixel: where the room was measured. */
function measuredOf(search: string): Measured {
  const query = new URLSearchParams(search);
  const [seat, pitch] = [Number(query.get('seat')), Number(query.get('pitch'))];
  return { ...(seat > 0 && { seatM: seat }), ...(pitch > 0 && { pitchMm: pitch }) };
}

function WallPage({ feed }: Readonly<{ feed: Feed }>) {
  const refused = useFeed(feed.store, (state) => state.refused);
  const view = useFeed(feed.store, (state) => state.view);
  const place = useMemo(() => placeOf(location.pathname), []);
  const followed = useFollow(feed, place.wall);
  const scene = sceneOf({ refused, view, followed });
  const measured = useMemo(() => measuredOf(location.search), []);
  useReloadOnNewBuild(feed.store);
  const beaten = useRef('');
  beaten.current = scene === 'content' && followed.state === 'told' ? followed.shown.scene : scene;
  useEffect(() => startWallBeat(feed, () => beaten.current), [feed]);
  if (scene === 'pairing') return <Pairing onPaired={feed.retry} />;
  if (scene === 'refused') return <p className="notice">{vi.state.refused(refused ?? refusalOf(followed))}</p>;
  if (scene === 'connecting' || followed.state !== 'told') return <p className="notice">{vi.state.connecting}</p>;
  const { plan, shown } = followed;
  const region = regionOf(plan, place);
  if (region === null) return <p className="notice">{vi.wall.noRegion(String(place.region))}</p>;
  return (
    <Wall store={feed.store} plan={plan ?? undefined} region={region} shown={shown} measured={measured}>
      <Steered shown={shown} />
    </Wall>
  );
}

const refusalOf = (followed: Followed): string => (followed.state === 'refused' ? followed.code : '');
