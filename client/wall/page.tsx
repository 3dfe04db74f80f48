// The wall's page: connects, decides by the ladder what to show, says each 5 s that it is alive.
import { useEffect, useMemo, useRef, useState } from 'react';
import { spoken } from '../../shared/i18n/spoken.ts';
import type { Measured } from '../../shared/wall/geometry.ts';
import { calmFeed } from '../feed/calm.ts';
import { connectLive, type Feed } from '../feed/live.ts';
import { useFeed } from '../feed/use-feed.ts';
import { useAllFonts } from './all-fonts.ts';
import { useCare } from './care.ts';
import { type Followed, useFollow } from './follow.ts';
import { sceneOf } from './ladder.ts';
import { type LoadMeter, startLoadMeter } from './load.ts';
import { useReloadOnNewBuild } from './new-build.ts';
import { Pairing } from './pairing.tsx';
import { placeOf, regionOf } from './place.ts';
import { Service } from './service.tsx';
import { Steered } from './steered.tsx';
import { Wall } from './wall.tsx';
import { startWallBeat } from './wall-beat.ts';

type Own = Readonly<{ feed: Feed; meter: LoadMeter }>;

export function Page() {
  const [own, setOwn] = useState<Own | null>(null);
  useEffect(() => {
    const feed = connectLive();
    const meter = startLoadMeter();
    setOwn({ feed: { ...feed, store: calmFeed(feed.store) }, meter });
    return () => {
      feed.close();
      meter.stop();
    };
  }, []);
  return (
    own && (
      <>
        <WallPage {...own} />
        <Service store={own.feed.store} meter={own.meter} />
      </>
    )
  );
}

/** `?seat=6` metres to the farthest seat, `?pitch=1.25` millimetres a pixel: where the room was measured. */
function measuredOf(search: string): Measured {
  const query = new URLSearchParams(search);
  const [seat, pitch] = [Number(query.get('seat')), Number(query.get('pitch'))];
  return { ...(seat > 0 && { seatM: seat }), ...(pitch > 0 && { pitchMm: pitch }) };
}

function WallPage({ feed, meter }: Own) {
  const refused = useFeed(feed.store, (state) => state.refused);
  const view = useFeed(feed.store, (state) => state.view);
  const place = useMemo(() => placeOf(location.pathname), []);
  const followed = useFollow(feed, place.wall);
  const scene = sceneOf({ refused, view, followed });
  const measured = useMemo(() => measuredOf(location.search), []);
  useReloadOnNewBuild(feed.store);
  useCare(feed.store);
  useAllFonts(scene === 'content');
  const beaten = useRef('');
  beaten.current = scene === 'content' && followed.state === 'told' ? followed.shown.scene : scene;
  useEffect(() => startWallBeat(feed, () => beaten.current, meter), [feed, meter]);
  if (scene === 'pairing') return <Pairing onPaired={feed.retry} />;
  if (scene === 'refused') return <p className="notice">{spoken.state.refused(refused ?? refusalOf(followed))}</p>;
  if (scene === 'connecting' || followed.state !== 'told') return <p className="notice">{spoken.state.connecting}</p>;
  const { plan, shown } = followed;
  const region = regionOf(plan, place);
  if (region === null) return <p className="notice">{spoken.wall.noRegion(String(place.region))}</p>;
  return (
    <Wall store={feed.store} plan={plan ?? undefined} region={region} shown={shown} measured={measured}>
      <Steered shown={shown} />
    </Wall>
  );
}

const refusalOf = (followed: Followed): string => (followed.state === 'refused' ? followed.code : '');
