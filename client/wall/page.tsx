// The wall's page: connects, decides by the ladder what to show, says each 5 s that it is alive.
import { useEffect, useMemo, useState } from 'react';
import { spoken as vi } from '../../shared/i18n/spoken.ts';
import { calmFeed } from '../feed/calm.ts';
import { connectLive, type Feed } from '../feed/live.ts';
import { useFeed } from '../feed/use-feed.ts';
import { useCare } from './care.ts';
import { sceneOf } from './ladder.ts';
import { type LoadMeter, startLoadMeter } from './load.ts';
import { useReloadOnNewBuild } from './new-build.ts';
import { Pairing } from './pairing.tsx';
import { Service } from './service.tsx';
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
function roomOf(search: string): { seatM?: number; pitchMm?: number } {
  const query = new URLSearchParams(search);
  const [seat, pitch] = [Number(query.get('seat')), Number(query.get('pitch'))];
  return { ...(seat > 0 && { seatM: seat }), ...(pitch > 0 && { pitchMm: pitch }) };
}

function WallPage({ feed, meter }: Own) {
  const refused = useFeed(feed.store, (state) => state.refused);
  const view = useFeed(feed.store, (state) => state.view);
  const scene = sceneOf({ refused, view });
  const room = useMemo(() => roomOf(location.search), []);
  useReloadOnNewBuild(feed.store);
  useCare(feed.store);
  useEffect(() => startWallBeat(feed, scene, meter), [feed, scene, meter]);
  switch (scene) {
    case 'pairing':
      return <Pairing onPaired={feed.retry} />;
    case 'refused':
      return <p className="notice">{vi.state.refused(refused ?? '')}</p>;
    case 'connecting':
      return <p className="notice">{vi.state.connecting}</p>;
    case 'content':
      return <Wall store={feed.store} room={room} />;
  }
}
