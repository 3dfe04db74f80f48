// The wall's page: connects, decides by the ladder what to show, says each 5 s that it is alive.
import { useEffect, useMemo, useRef } from 'react';
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

let own: Own | null = null;

/** The line of this document, laid when its wall is first drawn, and as long as the document is there. */
function live(): Own {
  if (own) return own;
  const feed = connectLive();
  own = { feed: { ...feed, store: calmFeed(feed.store) }, meter: startLoadMeter() };
  return own;
}

export function Page() {
  const { feed, meter } = live();
  return (
    <>
      <WallPage feed={feed} meter={meter} />
      <Service store={feed.store} meter={meter} />
    </>
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
